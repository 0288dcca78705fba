// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"

#include <QScrollArea>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace soundlocus {

class ElidedLabel;

/// What the network hears in place of the file's sound. Threads: GUI thread only.
class WhatIfPanel final : public QScrollArea
{
    Q_OBJECT
public:
    explicit WhatIfPanel(Localization &localization, QWidget *parent = nullptr);

    /// The network hears the sound of a file from now on.
    void useFile(const QString &path);

Q_SIGNALS:
    /// Asks for a file dialog that ends in useFile().
    void chooseRequested();

private:
    void makeControls();
    void layOut();
    void connectControls();
    void fillObjects();
    void show();
    void apply();
    void compare();
    [[nodiscard]] SoundChoice::Kind kind() const;

    Localization &m_localization;
    QString m_path;
    QButtonGroup *m_kinds = nullptr;
    QRadioButton *m_stems = nullptr;
    QWidget *m_content = nullptr;
    ElidedLabel *m_file = nullptr;
    QPushButton *m_choose = nullptr;
    QLabel *m_objectsHint = nullptr;
    QVBoxLayout *m_objectsLayout = nullptr;
    QCheckBox *m_both = nullptr;
    QPushButton *m_compare = nullptr;
    std::vector<std::pair<QString, QCheckBox *>> m_objects; // id of scene.json
};

} // namespace soundlocus
