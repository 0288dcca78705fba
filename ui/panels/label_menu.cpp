// SPDX-License-Identifier: MIT
#include "ui/panels/label_menu.h"

#include "ui/models/annotation_palette.h"
#include "ui/models/color_icon.h"

#include <QMenu>

namespace soundlocus {

void fillWithLabels(QMenu &menu,
                    const AnnotationDocument &document,
                    const std::function<void(LabelId)> &chosen)
{
    for (const Label &label : document.labels()) {
        QString text = QString::fromStdString(label.name)
                               .replace(QLatin1Char('&'), QStringLiteral("&&"));
        if (!label.key.empty())
            text = QStringLiteral("&%1  %2").arg(QString::fromStdString(label.key), text);
        QAction *action = menu.addAction(colorIcon(colorOf(label)), text);
        QObject::connect(
                action, &QAction::triggered, &menu, [chosen, id = label.id] { chosen(id); });
    }
    menu.setEnabled(!menu.isEmpty());
}

} // namespace soundlocus
