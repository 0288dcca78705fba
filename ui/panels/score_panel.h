// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/scoring.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace soundlocus {

/// A rule that can be chosen for the live score.
struct ScoreRuleChoice
{
    QString id;   ///< stable, for settings
    QString name; ///< for people
};

/// Of the picture shown.
struct ScoreDisplay
{
    std::optional<double> ciou;
    bool isFound = false;
    double ceiling = 0; ///< best that any map could reach with these boxes under the rule
    QString reason;     ///< why there is no score

    bool operator==(const ScoreDisplay &) const = default;
};

/// cIoU of the picture shown in large, whether it counts as found, what the boxes allow, and the
/// summary over the annotated frames of the clip. Threads: GUI thread only.
class ScorePanel final : public QWidget
{
    Q_OBJECT
public:
    explicit ScorePanel(QWidget *parent = nullptr);

    void setRules(const std::vector<ScoreRuleChoice> &rules);
    /// @param hasThreshold whether a value is to be set for it
    void setRule(const QString &id, bool hasThreshold);
    void setThreshold(double threshold);
    void setFrameScore(const ScoreDisplay &score);
    void setClipSummary(const CiouSummary &summary);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void ruleChosen(const QString &id);
    /// From 0 to 1 of the normalised map.
    void thresholdChosen(double threshold);

private:
    void makeControls();
    void layOut();

    QLabel *m_number = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_ceiling = nullptr;
    QComboBox *m_rule = nullptr;
    QDoubleSpinBox *m_threshold = nullptr;
    QLabel *m_thresholdLabel = nullptr;
    QLabel *m_summary = nullptr;
};

} // namespace soundlocus
