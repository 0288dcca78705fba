// SPDX-License-Identifier: MIT
#include "app/annotation_workspace.h"

#include "app/annotation_timeline.h"
#include "app/clip_opener.h"
#include "app/clip_scores.h"
#include "app/project_commands.h"
#include "ui/panels/annotators_panel.h"
#include "ui/panels/carry_commands.h"
#include "ui/panels/clip_notes_panel.h"
#include "ui/panels/clipboard_commands.h"
#include "ui/panels/clips_panel.h"
#include "ui/panels/consensus_box.h"
#include "ui/panels/history_commands.h"
#include "ui/panels/labels_panel.h"
#include "ui/panels/project_indicator.h"
#include "ui/panels/project_progress.h"
#include "ui/panels/proposal_commands.h"
#include "ui/panels/review_commands.h"
#include "ui/panels/score_panel.h"
#include "ui/panels/sounding_commands.h"
#include "ui/panels/track_commands.h"
#include "ui/panels/tracks_panel.h"
#include "ui/services/project_service.h"
#include "ui/services/settings.h"
#include "ui/widgets/annotation/annotation_tool.h"
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

const QString kThresholdRule = u"absolute"_s;

/// Name of a new annotator: that of whoever is logged in.
QString ownName()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"}) {
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty())
            return name;
    }
    return u"annotator"_s;
}

} // namespace

AnnotationWorkspace::AnnotationWorkspace(WorkspaceParts parts, QMainWindow &window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window)
    , m_selection(std::make_unique<AnnotationSelection>(parts.services.project.document()))
    , m_editor(std::make_unique<AnnotationEditor>(parts.services.project.document(),
                                                  *m_selection,
                                                  parts.services.player))
    , m_clips(new ClipModel(m_editor->document(), this))
{
    connect(m_editor.get(), &AnnotationEditor::failed, this, [this](const Error &error) {
        m_parts.session.raise(error);
    });
    m_opener = new ClipOpener(parts.services, parts.session, *m_editor, *m_clips, this);
    m_tool = new AnnotationTool(m_editor->document(), *m_selection, this);
    m_scores = new ClipScores(*m_editor, parts.services.localization, this);
    makeCommands();
    connectTool();
    connectDocument();
    connectConsensus();
    applyScoreStyle();
}

AnnotationWorkspace::~AnnotationWorkspace()
{
    m_parts.canvas.setTool(nullptr);
    m_parts.session.setNeighbourOpener({});
    delete m_tool;
    delete m_scores;
    delete m_opener;
    for (QObject *child : QObjectList(children()))
        delete child; // they look at the selection
}

void AnnotationWorkspace::hint(const QString &text)
{
    Q_EMIT hintChanged(text);
}

void AnnotationWorkspace::makeCommands()
{
    ActionRegistry &actions = m_parts.actions;
    const Services &services = m_parts.services;
    m_project = new ProjectCommands(services, m_parts.session, *m_editor, actions, m_window);
    auto *tracks = new TrackCommands(*m_editor, actions, this);
    auto *clipboard = new ClipboardCommands(*m_editor, actions, this);
    auto *history = new HistoryCommands(*m_editor, actions, this);
    m_review = new ReviewCommands(*m_editor, *m_clips, actions, this);
    auto *sounding = new SoundingCommands(
            *m_editor, actions, services.settings, services.timeline, this);
    auto *proposals = new ProposalCommands(*m_editor, services.localization, actions, this);
    auto *carrying = new CarryCommands(*m_editor, services.carrier, actions, this);
    const auto passage = [this] { return m_parts.playback.passage(); };
    m_review->setPassage(passage);
    proposals->setPassage(passage);
    tracks->setPassage(passage);
    sounding->setPassage(passage);
    connect(tracks, &TrackCommands::hinted, this, &AnnotationWorkspace::hint);
    connect(clipboard, &ClipboardCommands::hinted, this, &AnnotationWorkspace::hint);
    connect(history, &HistoryCommands::hinted, this, [this](const QString &text) {
        Notice notice;
        notice.severity = Notice::Severity::Information;
        notice.text = text;
        m_parts.session.raise(notice);
    });
    connect(m_review, &ReviewCommands::hinted, this, &AnnotationWorkspace::hint);
    connect(sounding, &SoundingCommands::hinted, this, &AnnotationWorkspace::hint);
    connect(proposals, &ProposalCommands::hinted, this, &AnnotationWorkspace::hint);
    connect(carrying, &CarryCommands::hinted, this, &AnnotationWorkspace::hint);
    connect(history, &HistoryCommands::placeWanted, this, [this](const EditPlace &place) {
        m_opener->open(place.clip, place.time);
    });
    connect(m_review, &ReviewCommands::clipWanted, this, [this](ClipId clip) {
        m_opener->open(clip);
    });
    // While a clip of the project is shown, its neighbours are those of the list of clips.
    m_parts.session.setNeighbourOpener([this](int direction) {
        if (m_editor->clip() == nullptr)
            return false;
        m_review->goToNeighbour(direction);
        return true;
    });
    auto *timeline = new AnnotationTimeline(*m_editor, m_parts.timeline);
    connect(m_scores, &ClipScores::changed, timeline, [this, timeline] {
        timeline->setScores(m_scores->scores());
    });
}

void AnnotationWorkspace::connectTool()
{
    connect(m_tool, &AnnotationTool::hintChanged, this, &AnnotationWorkspace::hint);
    connect(m_tool, &AnnotationTool::editStarted, &m_parts.services.player, &Player::pause);
    connect(m_tool, &AnnotationTool::editFailed, m_editor.get(), &AnnotationEditor::failed);
    QAction *draw = m_parts.actions.action(u"annotation.draw"_s);
    connect(draw, &QAction::triggered, m_tool, &AnnotationTool::armDrawing);
}

void AnnotationWorkspace::connectDocument()
{
    const AnnotationDocument &document = m_editor->document();
    const auto refresh = [this] {
        const AnnotationDocument &project = m_editor->document();
        m_parts.canvas.setTool(project.isOpen() ? m_tool : nullptr);
        const bool canDraw = project.isEditable() && m_editor->clip() != nullptr;
        m_parts.actions.action(u"annotation.draw"_s)->setEnabled(canDraw);
    };
    connect(&document, &AnnotationDocument::wasReset, this, [this, refresh] {
        refresh();
        chooseAnnotator();
    });
    connect(&document, &AnnotationDocument::editableChanged, this, refresh);
    connect(m_selection.get(), &AnnotationSelection::clipChanged, this, refresh);
    connect(&document,
            &AnnotationDocument::annotatorsChanged,
            this,
            &AnnotationWorkspace::chooseAnnotator);
    connect(&m_parts.services.project, &ProjectService::opened, this, [this] {
        addFirstAnnotator();
        Q_EMIT projectOpened();
        openFirstClip();
    });
    connect(m_clips, &QAbstractItemModel::modelReset, this, &AnnotationWorkspace::openFirstClip);
    connect(m_selection.get(),
            &AnnotationSelection::annotatorChanged,
            this,
            [this](AnnotatorId annotator) {
                const Annotator *found = m_editor->document().annotator(annotator);
                if (found == nullptr)
                    return;
                AnnotationSettings settings = m_parts.services.settings.values().annotation;
                settings.annotator = QString::fromStdString(found->name);
                m_parts.services.settings.setAnnotation(settings);
            });
    connect(m_opener, &ClipOpener::mediaMissing, this, [this](ClipId clip, const QString &path) {
        const Clip *found = m_editor->document().clip(clip);
        Notice notice;
        notice.text = tr("The media of “%1” are not there. Annotation › Project › Find moved media "
                         "looks for them in a folder.")
                              .arg(found != nullptr ? QString::fromStdString(found->name)
                                                    : QString());
        notice.detail = path;
        m_parts.session.raise(notice);
    });
    refresh();
    chooseAnnotator();
}

/// One that is to do, unless a clip of the project is shown already.
void AnnotationWorkspace::openFirstClip()
{
    if (m_editor->clip() != nullptr || m_clips->rowCount() == 0
        || !m_selection->annotator().isValid())
        return;
    const ClipId toDo = m_clips->nextToDo({});
    m_opener->open(toDo.isValid() ? toDo : m_clips->clipAt(0));
}

/// Whoever drew last in this or another project, else the first.
void AnnotationWorkspace::chooseAnnotator()
{
    if (m_selection->annotator().isValid())
        return;
    const std::string last = m_parts.services.settings.values().annotation.annotator.toStdString();
    const std::vector<Annotator> &all = m_editor->document().annotators();
    const auto found = std::ranges::find(all, last, &Annotator::name);
    if (found != all.end())
        m_selection->setAnnotator(found->id);
    else if (!all.empty())
        m_selection->setAnnotator(all.front().id);
}

/// A new project belongs to whoever is logged in.
void AnnotationWorkspace::addFirstAnnotator()
{
    AnnotationDocument &document = m_editor->document();
    if (!document.annotators().empty() || !document.isEditable())
        return;
    const QString last = m_parts.services.settings.values().annotation.annotator;
    const QString name = last.isEmpty() ? ownName() : last;
    m_editor->applyToProject(
            gestures::addAnnotator({AnnotatorId{document.newId()}, name.toStdString(), true}));
}

void AnnotationWorkspace::applyScoreStyle()
{
    const AnnotationSettings &settings = m_parts.services.settings.values().annotation;
    ScoreStyle style = m_tool->scoreStyle();
    style.options.absoluteThreshold = settings.threshold;
    const bool isKnown = usePreset(style, settings.rule);
    m_tool->setScoreStyle(isKnown ? style : ScoreStyle{});
    m_scores->setStyle(m_tool->scoreStyle());
}

void AnnotationWorkspace::connectConsensus()
{
    Settings &settings = m_parts.services.settings;
    QAction *show = m_parts.actions.action(u"annotation.consensus"_s);
    const auto apply = [this, show] {
        const AnnotationSettings &values = m_parts.services.settings.values().annotation;
        show->setChecked(values.showsConsensus);
        m_tool->setConsensus(values.showsConsensus
                                     ? std::optional(consensusRuleOf(values.consensusRule))
                                     : std::nullopt);
    };
    connect(&settings, &Settings::annotationChanged, this, apply);
    connect(show, &QAction::triggered, this, [&settings](bool isOn) {
        AnnotationSettings values = settings.values().annotation;
        values.showsConsensus = isOn;
        settings.setAnnotation(values);
    });
    apply();
}

void AnnotationWorkspace::connectScore(ScorePanel &panel)
{
    Settings &settings = m_parts.services.settings;
    std::vector<ScoreRuleChoice> rules;
    for (const QString &id : scorePresets())
        rules.push_back({id, scorePresetName(id)});
    panel.setRules(rules);
    const auto refresh = [this, &panel] {
        const AnnotationSettings &values = m_parts.services.settings.values().annotation;
        panel.setRule(values.rule, values.rule == kThresholdRule);
        panel.setThreshold(values.threshold);
        applyScoreStyle();
        showScore(panel);
    };
    connect(&settings, &Settings::annotationChanged, &panel, refresh);
    connect(&panel, &ScorePanel::ruleChosen, this, [&settings](const QString &rule) {
        AnnotationSettings values = settings.values().annotation;
        values.rule = rule;
        settings.setAnnotation(values);
    });
    connect(&panel, &ScorePanel::thresholdChosen, this, [&settings](double threshold) {
        AnnotationSettings values = settings.values().annotation;
        values.threshold = threshold;
        settings.setAnnotation(values);
    });
    connect(m_tool, &AnnotationTool::scoreChanged, &panel, [this, &panel] { showScore(panel); });
    connect(m_scores, &ClipScores::changed, &panel, [this, &panel] { showScore(panel); });
    refresh();
}

void AnnotationWorkspace::showScore(ScorePanel &panel) const
{
    const LiveScore &score = m_tool->score();
    ScoreDisplay display;
    if (const auto &frame = score.score(); frame) {
        display.ciou = frame->chosen.value;
        display.isFound = frame->isFound;
        display.ceiling = frame->ceiling;
    } else {
        display.reason = score.words().verdict;
    }
    panel.setFrameScore(display);
    std::vector<double> values;
    for (const TimelineScore &point : m_scores->scores())
        values.push_back(point.ciou);
    panel.setClipSummary(summarize(values, score.style().options.rule.success));
}

std::vector<AnnotationWorkspace::Panel> AnnotationWorkspace::makePanels()
{
    AnnotationDocument &document = m_editor->document();
    auto *clips = new ClipsPanel(*m_clips, document, *m_selection, m_parts.actions, &m_window);
    connect(clips, &ClipsPanel::clipWanted, this, [this](ClipId clip) { m_opener->open(clip); });
    connect(clips, &ClipsPanel::removalWanted, m_review, &ReviewCommands::remove);
    auto *score = new ScorePanel(&m_window);
    connectScore(*score);
    return {{u"dock.clips"_s, tr("Clips"), clips, Qt::LeftDockWidgetArea},
            {u"dock.clip-notes"_s,
             tr("Clip notes"),
             new ClipNotesPanel(*m_editor, &m_window),
             Qt::LeftDockWidgetArea},
            {u"dock.score"_s, tr("Score"), score, Qt::RightDockWidgetArea},
            {u"dock.tracks"_s,
             tr("Tracks"),
             new TracksPanel(*m_editor, m_parts.actions, &m_window),
             Qt::RightDockWidgetArea},
            {u"dock.labels"_s,
             tr("Labels"),
             new LabelsPanel(*m_editor, &m_window),
             Qt::RightDockWidgetArea},
            {u"dock.annotators"_s,
             tr("Annotators"),
             new AnnotatorsPanel(*m_editor, m_parts.services.settings, &m_window),
             Qt::RightDockWidgetArea}};
}

bool AnnotationWorkspace::mayClose()
{
    return m_project->mayClose();
}

QWidget *AnnotationWorkspace::makeProgress()
{
    auto *progress = new ProjectProgress(&m_window);
    ProjectService &project = m_parts.services.project;
    connect(&project, &ProjectService::activityChanged, progress, &ProjectProgress::setActivity);
    connect(progress, &ProjectProgress::stopWanted, &project, &ProjectService::stopJobs);
    return progress;
}

QWidget *AnnotationWorkspace::makeIndicator()
{
    auto *indicator = new ProjectIndicator(&m_window);
    connect(&m_parts.services.project,
            &ProjectService::statusChanged,
            indicator,
            &ProjectIndicator::setStatus);
    indicator->setStatus(m_parts.services.project.status());
    return indicator;
}

} // namespace soundlocus
