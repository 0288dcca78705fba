// SPDX-License-Identifier: MIT
#include "ui/panels/consensus_box.h"

#include <algorithm>

namespace soundlocus {

using namespace Qt::StringLiterals;

ConsensusRule consensusRuleOf(const QString &id)
{
    if (id == u"union"_s)
        return ConsensusRule::Union;
    return id == u"intersection"_s ? ConsensusRule::Intersection : ConsensusRule::Flickr;
}

ConsensusBox::ConsensusBox(Settings &settings, QWidget *parent)
    : QComboBox(parent)
    , m_settings(settings)
{
    setObjectName(u"consensus"_s);
    setAccessibleName(tr("Consensus map"));
    setToolTip(tr("What the layers that are shown agree on, over the picture: where at least two "
                  "of them have a box"));
    addItem(tr("No consensus map"), QString());
    addItem(tr("Consensus: Flickr-SoundNet"), u"flickr"_s);
    addItem(tr("Consensus: union"), u"union"_s);
    addItem(tr("Consensus: intersection"), u"intersection"_s);
    connect(this, &QComboBox::activated, this, &ConsensusBox::choose);
    connect(&settings, &Settings::annotationChanged, this, &ConsensusBox::showChoice);
    showChoice();
}

void ConsensusBox::showChoice()
{
    const AnnotationSettings &values = m_settings.values().annotation;
    setCurrentIndex(values.showsConsensus ? std::max(1, findData(values.consensusRule)) : 0);
}

void ConsensusBox::choose()
{
    AnnotationSettings values = m_settings.values().annotation;
    const QString rule = currentData().toString();
    values.showsConsensus = !rule.isEmpty();
    if (!rule.isEmpty())
        values.consensusRule = rule;
    m_settings.setAnnotation(values);
}

} // namespace soundlocus
