// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace soundlocus {

/// Sets, names and visits the markers of the file that is open; the settings keep them.
/// Threads: GUI thread only.
class MarkerCommands final : public QObject
{
    Q_OBJECT
public:
    /// Asks for the name of a marker. @return none: leave it as it is
    using NameAsker = std::function<std::optional<QString>(const QString &name)>;

    MarkerCommands(Player &player,
                   Settings &settings,
                   ActionRegistry &actions,
                   NameAsker askName,
                   QObject *parent = nullptr);

    /// Of the open file, by time.
    [[nodiscard]] std::vector<FileMarker> markers() const;

Q_SIGNALS:
    /// markers() are others.
    void changed();

private:
    void toggle();
    void name();
    void visit(int direction);
    void refresh();
    /// The marker on the picture shown; as many as there are markers where it has none.
    [[nodiscard]] std::size_t indexHere(const std::vector<FileMarker> &markers) const;
    [[nodiscard]] MediaTime here() const;

    Player &m_player;
    Settings &m_settings;
    ActionRegistry &m_actions;
    NameAsker m_askName;
};

} // namespace soundlocus
