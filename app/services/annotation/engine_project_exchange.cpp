// SPDX-License-Identifier: MIT
// EngineProjectService: what comes from other files and goes to them.
#include "app/services/annotation/engine_project_service.h"
#include "engine/annotation/clip_gestures.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/annotation/label_names.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

QStringList linesOf(const std::vector<ListWarning> &warnings)
{
    QStringList lines;
    for (const ListWarning &warning : warnings)
        lines << QString::fromStdString(toString(warning));
    return lines;
}

Result<AnnotationFormat> exportFormat(const AnnotationExport &request, const AnnotationSet &set)
{
    if (!request.format.isEmpty()) {
        if (const auto format = annotationFormatFromString(request.format.toStdString()))
            return *format;
        return fail(ErrorCode::UnsupportedFormat,
                    request.format.toStdString() + ": no format of annotations is called so");
    }
    const std::string extension = pathOf(request.path).extension().string();
    if (extension == ".tsv" || extension == ".csv" || extension == ".jsonl")
        return AnnotationFormat::Table;
    if (extension == ".xml")
        return AnnotationFormat::CvatVideo;
    if (extension == ".json") {
        const bool hasVideos = std::ranges::any_of(
                set.clips, [](const Clip &clip) { return !clip.isPicture; });
        return hasVideos ? AnnotationFormat::CocoVid : AnnotationFormat::Coco;
    }
    return fail(ErrorCode::UnsupportedFormat,
                request.path.toStdString() + ": its name does not say in which format to write it");
}

} // namespace

void EngineProjectService::prepareImport(const QString &path,
                                         const QString &format,
                                         const QString &mediaFolder)
{
    cancelImport();
    const QString what = tr("The annotations could not be read");
    const ImportRequest request{pathOf(path), format.toStdString(), pathOf(mediaFolder)};
    runJob(what,
           [this,
            what,
            request,
            clips = m_document.clips(),
            stop = m_stopImport.get_token(),
            progress = progressOf(tr("Reading media"))](
                   const std::stop_token & /*stopJobs*/) -> std::function<void()> {
               auto import = prepareAnnotations(request, clips, stop, progress);
               if (stop.stop_requested())
                   return [] {};
               if (!import)
                   return [this, what, error = import.error()] { Q_EMIT failed(what, error); };
               return [this, stop, ready = std::make_shared<PreparedImport>(std::move(*import))] {
                   if (stop.stop_requested())
                       return;
                   m_import = ready;
                   Q_EMIT importReady(ready->preview);
               };
           });
}

void EngineProjectService::applyImport(bool dropsDegenerate)
{
    if (!m_import || m_applyImport)
        return;
    m_applyImport = dropsDegenerate ? DegenerateBoxes::Drop : DegenerateBoxes::Keep;
    const std::int64_t count = std::max<std::int64_t>(1, idsNeeded(*m_import));
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, count] { worker->requestIds(count); });
}

void EngineProjectService::finishImport()
{
    if (!m_import || !m_applyImport)
        return;
    const auto import = std::exchange(m_import, nullptr);
    const DegenerateBoxes degenerate = *std::exchange(m_applyImport, std::nullopt);
    const Gesture gesture = importing(
            *import, m_document, [this] { return m_document.newId(); }, degenerate);
    applyOrTell(tr("The annotations could not be imported"), gesture);
}

void EngineProjectService::importLabels(const QString &path)
{
    cancelImport();
    const QString what = tr("The labels could not be read");
    runJob(what, [this, what, path](const std::stop_token & /*stop*/) -> std::function<void()> {
        const auto names = readLabelNames(pathOf(path));
        if (!names)
            return [this, what, error = names.error()] { Q_EMIT failed(what, error); };
        // An import without clips: known names stay as they are, the rest is one gesture.
        auto import = std::make_shared<PreparedImport>();
        for (const std::string &name : *names) {
            const LabelId id{static_cast<std::int64_t>(import->set.labels.size()) + 1};
            import->set.labels.push_back(gestures::newLabel(import->set.labels, id, name));
        }
        return [this, path, import] {
            m_import = import;
            applyImport(false);
            Q_EMIT labelsRead(path, static_cast<int>(import->set.labels.size()));
        };
    });
}

void EngineProjectService::cancelImport()
{
    m_stopImport.request_stop();
    m_stopImport = {};
    m_import.reset();
    m_applyImport.reset();
}

void EngineProjectService::prepareMerge(const QString &path)
{
    cancelMerge();
    const QString what = tr("The project could not be merged");
    runJob(what,
           [this, what, path = pathOf(path), open = pathOf(m_status.path), set = m_document.set()](
                   const std::stop_token & /*stop*/) mutable -> std::function<void()> {
               auto merge = soundlocus::prepareMerge(path, open, std::move(set));
               if (!merge)
                   return [this, what, error = merge.error()] { Q_EMIT failed(what, error); };
               return [this, ready = std::make_shared<PreparedMerge>(std::move(*merge))] {
                   m_merge = ready;
                   Q_EMIT mergeReady(ready->preview);
               };
           });
}

void EngineProjectService::applyMerge()
{
    if (!m_merge || m_isMergeWanted)
        return;
    m_isMergeWanted = true;
    const std::int64_t count = std::max<std::int64_t>(1, idsNeeded(*m_merge));
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, count] { worker->requestIds(count); });
}

void EngineProjectService::finishMerge()
{
    if (!m_merge || !std::exchange(m_isMergeWanted, false))
        return;
    const auto merge = std::exchange(m_merge, nullptr);
    applyOrTell(tr("The project could not be merged"),
                merging(*merge, [this] { return m_document.newId(); }));
}

void EngineProjectService::cancelMerge()
{
    m_merge.reset();
    m_isMergeWanted = false;
}

void EngineProjectService::exportTo(const AnnotationExport &request)
{
    const QString what = tr("The annotations could not be exported");
    runJob(what,
           [this, what, request, all = m_document.set()](
                   const std::stop_token & /*stop*/) -> std::function<void()> {
               const AnnotationSet set = layersOf(all, request.annotators);
               const auto format = exportFormat(request, set);
               if (!format)
                   return [this, what, error = format.error()] { Q_EMIT failed(what, error); };
               AnnotationFileOptions options;
               options.density = request.isDense ? FrameDensity::EveryFrame
                                                 : FrameDensity::KeyFrames;
               options.leavesOutUnknown = true; // clips whose media are missing, told with the rest
               const auto written = writeAnnotations(pathOf(request.path), set, *format, options);
               if (!written)
                   return [this, what, error = written.error()] { Q_EMIT failed(what, error); };
               return [this, path = request.path, lines = linesOf(*written)] {
                   Q_EMIT exported(path, lines);
               };
           });
}

} // namespace soundlocus
