// SPDX-License-Identifier: MIT
#include "ui/panels/score_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <cmath>

namespace soundlocus {

namespace {

constexpr QSize kScorePanelSize(260, 220);
constexpr double kLargeText = 2.6;
constexpr int kRuleCharacters = 12;

QString number(double value)
{
    return QLocale().toString(value, 'f', 2);
}

} // namespace

ScorePanel::ScorePanel(QWidget *parent)
    : QWidget(parent)
{
    makeControls();
    layOut();
    connect(m_rule, &QComboBox::activated, this, [this] {
        Q_EMIT ruleChosen(m_rule->currentData().toString());
    });
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &ScorePanel::thresholdChosen);
    setFrameScore({});
    setClipSummary({});
}

void ScorePanel::makeControls()
{
    m_number = new QLabel(this);
    m_number->setAccessibleName(tr("cIoU of this picture"));
    QFont font = m_number->font();
    font.setPointSizeF(font.pointSizeF() * kLargeText);
    font.setBold(true);
    m_number->setFont(font);
    m_verdict = new QLabel(this);
    m_ceiling = new QLabel(this);
    m_rule = new QComboBox(this);
    m_rule->setAccessibleName(tr("Rule"));
    // Long names of rules may not make the panel wide.
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_rule->setMinimumContentsLength(kRuleCharacters);
    m_threshold = new QDoubleSpinBox(this);
    m_threshold->setAccessibleName(tr("Threshold"));
    m_threshold->setRange(0, 1);
    m_threshold->setSingleStep(0.05);
    m_threshold->setKeyboardTracking(false);
    m_thresholdLabel = new QLabel(tr("Thresh&old"), this);
    m_thresholdLabel->setBuddy(m_threshold);
    m_summary = new QLabel(this);
    for (QLabel *label : {m_verdict, m_ceiling, m_summary}) {
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
}

void ScorePanel::layOut()
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_number);
    top->addWidget(m_verdict, 1);
    auto *layout = new QFormLayout(this);
    layout->addRow(top);
    layout->addRow(m_ceiling);
    layout->addRow(tr("R&ule"), m_rule);
    layout->addRow(m_thresholdLabel, m_threshold);
    layout->addRow(tr("Clip"), m_summary);
}

QSize ScorePanel::sizeHint() const
{
    return kScorePanelSize;
}

void ScorePanel::setRules(const std::vector<ScoreRuleChoice> &rules)
{
    m_rule->clear();
    for (const ScoreRuleChoice &rule : rules)
        m_rule->addItem(rule.name, rule.id);
}

void ScorePanel::setRule(const QString &id, bool hasThreshold)
{
    m_rule->setCurrentIndex(m_rule->findData(id));
    m_threshold->setVisible(hasThreshold);
    m_thresholdLabel->setVisible(hasThreshold);
}

void ScorePanel::setThreshold(double threshold)
{
    const QSignalBlocker blocker(m_threshold);
    m_threshold->setValue(threshold);
}

void ScorePanel::setFrameScore(const ScoreDisplay &score)
{
    m_ceiling->setVisible(score.ciou.has_value());
    if (!score.ciou) {
        m_number->setText(QStringLiteral("–"));
        m_verdict->setText(score.reason.isEmpty()
                                   ? tr("Draw a box on a picture that has a heat map.")
                                   : score.reason);
        return;
    }
    m_number->setText(std::isnan(*score.ciou) ? QStringLiteral("–") : number(*score.ciou));
    m_verdict->setText(score.isFound ? tr("✓ found (%1 or more)").arg(number(kSuccessLevel))
                                     : tr("✗ not found (below %1)").arg(number(kSuccessLevel)));
    m_ceiling->setText(score.ceiling < kSuccessLevel
                               ? tr("⚠ These boxes allow %1 at most under the rule: no map can "
                                    "find them.")
                                         .arg(number(score.ceiling))
                               : tr("These boxes allow %1 at most.").arg(number(score.ceiling)));
}

void ScorePanel::setClipSummary(const CiouSummary &summary)
{
    if (summary.n == 0) {
        m_summary->setText(tr("no frame with a box and a heat map yet"));
        return;
    }
    const QString percent = QLocale().toString(100 * summary.successAtHalf, 'f', 0);
    m_summary->setText(
            tr("mean %1 · found %2 % · AUC %3 (%n frame(s))", nullptr, static_cast<int>(summary.n))
                    .arg(number(summary.mean), percent, number(summary.auc)));
}

} // namespace soundlocus
