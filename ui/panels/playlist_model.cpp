// SPDX-License-Identifier: MIT
#include "ui/panels/playlist_model.h"

#include <QColor>
#include <QDir>
#include <QFileInfo>
#include <QFont>

#include <algorithm>
#include <array>
#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kMediaSuffixes{
        "mp4",  "mkv", "webm", "mov",  "avi",  "m4v", "mpg", "mpeg", "m2v",  "ts",  "mts",
        "m2ts", "vob", "mxf",  "wmv",  "asf",  "flv", "ogv", "3gp",  "y4m",  "gif", "wav",
        "mp3",  "ogg", "oga",  "opus", "flac", "m4a", "m4b", "aac",  "ac3",  "wma", "aif",
        "aiff", "caf", "mka",  "jpg",  "jpeg", "png", "bmp", "webp", "avif", "tif", "tiff"};
constexpr std::array kModelSuffixes{"safetensors", "pth", "pt", "tar", "ckpt"};

template <std::size_t N>
bool hasSuffixOf(const QString &path, const std::array<const char *, N> &suffixes)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return std::any_of(suffixes.begin(), suffixes.end(), [&](const char *known) {
        return suffix == QLatin1String(known);
    });
}

template <std::size_t N>
QString filterOf(const std::array<const char *, N> &suffixes)
{
    QStringList patterns;
    for (const char *suffix : suffixes)
        patterns.append(QStringLiteral("*.%1").arg(QLatin1String(suffix)));
    return patterns.join(u' ');
}

/// Length of the run of digits (or of other characters) that begins at `from`.
qsizetype runLength(const QString &text, qsizetype from)
{
    const bool isNumber = text.at(from).isDigit();
    qsizetype end = from;
    while (end < text.size() && text.at(end).isDigit() == isNumber)
        ++end;
    return end - from;
}

/// Numbers in names by their value, the rest as the user's language sorts it. (QCollator's numeric
/// mode does nothing in the C locale.)
bool isNaturallyBefore(const QString &a, const QString &b)
{
    qsizetype i = 0;
    qsizetype k = 0;
    while (i < a.size() && k < b.size()) {
        const qsizetype leftLength = runLength(a, i);
        const qsizetype rightLength = runLength(b, k);
        const QString left = a.mid(i, leftLength).toCaseFolded();
        const QString right = b.mid(k, rightLength).toCaseFolded();
        i += leftLength;
        k += rightLength;
        if (left.front().isDigit() && right.front().isDigit()) {
            const qulonglong leftNumber = left.toULongLong();
            const qulonglong rightNumber = right.toULongLong();
            if (leftNumber != rightNumber)
                return leftNumber < rightNumber;
        } else if (const int order = QString::localeAwareCompare(left, right); order != 0) {
            return order < 0;
        }
    }
    return a.size() - i < b.size() - k;
}

} // namespace

QStringList filesOf(const QStringList &paths)
{
    QStringList files;
    for (const QString &path : paths) {
        if (QFileInfo(path).isDir())
            files += mediaFilesOf(path);
        else
            files.append(QFileInfo(path).absoluteFilePath());
    }
    return files;
}

bool isMediaName(const QString &path)
{
    return hasSuffixOf(path, kMediaSuffixes);
}

bool isModelName(const QString &path)
{
    return hasSuffixOf(path, kModelSuffixes);
}

bool isProjectName(const QString &path)
{
    return path.endsWith(QStringLiteral(".soundlocus"), Qt::CaseInsensitive);
}

QString mediaNameFilter()
{
    return filterOf(kMediaSuffixes);
}

QString modelNameFilter()
{
    return filterOf(kModelSuffixes);
}

QStringList mediaFilesOf(const QString &folder)
{
    QStringList names = QDir(folder).entryList(QDir::Files | QDir::Readable);
    names.removeIf([](const QString &name) { return !isMediaName(name); });
    std::stable_sort(names.begin(), names.end(), isNaturallyBefore);
    QStringList files;
    for (const QString &name : names)
        files.append(QDir(folder).absoluteFilePath(name));
    return files;
}

PlaylistModel::PlaylistModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_unknown(kThumbnail, QImage::Format_ARGB32_Premultiplied)
{
    m_unknown.fill(QColor(128, 128, 128, 60));
}

void PlaylistModel::setPaths(const QStringList &paths)
{
    setFiles(filesOf(paths));
}

void PlaylistModel::setFiles(QStringList files)
{
    const QString current = m_paths.value(m_current);
    beginResetModel();
    m_paths = std::move(files);
    m_paths.removeDuplicates(); // a path is what tells a row
    m_broken.clear();
    m_current = static_cast<int>(m_paths.indexOf(current));
    endResetModel();
    Q_EMIT currentChanged(m_current);
}

void PlaylistModel::append(const QStringList &paths)
{
    QStringList files = filesOf(paths);
    files.removeIf([this](const QString &file) { return m_paths.contains(file); });
    if (files.isEmpty())
        return;
    const int first = static_cast<int>(m_paths.size());
    beginInsertRows({}, first, first + static_cast<int>(files.size()) - 1);
    m_paths += files;
    endInsertRows();
}

void PlaylistModel::clear()
{
    setPaths({});
}

void PlaylistModel::remove(int row)
{
    if (row < 0 || row >= m_paths.size())
        return;
    beginRemoveRows({}, row, row);
    m_broken.remove(m_paths.at(row));
    m_paths.removeAt(row);
    if (row < m_current)
        --m_current;
    else if (row == m_current)
        m_current = -1;
    endRemoveRows();
    Q_EMIT currentChanged(m_current);
}

void PlaylistModel::move(int row, int direction)
{
    const int other = row + direction;
    if (row < 0 || other < 0 || row >= m_paths.size() || other >= m_paths.size())
        return;
    beginMoveRows({}, row, row, {}, direction > 0 ? other + 1 : other);
    m_paths.swapItemsAt(row, other);
    if (m_current == row)
        m_current = other;
    else if (m_current == other)
        m_current = row;
    endMoveRows();
    Q_EMIT currentChanged(m_current);
}

void PlaylistModel::setBroken(const QString &path, bool isBroken)
{
    const int row = rowOf(path);
    if (row < 0 || m_broken.contains(m_paths.at(row)) == isBroken)
        return;
    if (isBroken)
        m_broken.insert(m_paths.at(row));
    else
        m_broken.remove(m_paths.at(row));
    Q_EMIT dataChanged(index(row), index(row));
}

void PlaylistModel::setCurrent(int row)
{
    if (row == m_current || row >= m_paths.size())
        return;
    const int before = m_current;
    m_current = row;
    for (const int changed : {before, row}) {
        if (changed >= 0)
            Q_EMIT dataChanged(index(changed), index(changed));
    }
    Q_EMIT currentChanged(row);
}

int PlaylistModel::rowOf(const QString &path) const
{
    return static_cast<int>(m_paths.indexOf(QFileInfo(path).absoluteFilePath()));
}

void PlaylistModel::setThumbnail(const QString &path, const QImage &image)
{
    const int row = rowOf(path);
    if (row < 0 || image.isNull())
        return;
    m_thumbnails.insert(m_paths.at(row),
                        image.scaled(kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
}

int PlaylistModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_paths.size());
}

QVariant PlaylistModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &path = m_paths.at(index.row());
    const bool isBroken = m_broken.contains(path);
    switch (role) {
    case Qt::DisplayRole:
        return (isBroken ? u"⚠ "_s : QString()) + QFileInfo(path).fileName();
    case Qt::AccessibleTextRole:
        return isBroken ? tr("%1 (cannot be opened)").arg(QFileInfo(path).fileName())
                        : QFileInfo(path).fileName();
    case Qt::ToolTipRole:
        return isBroken ? tr("%1 (cannot be opened)").arg(QDir::toNativeSeparators(path))
                        : QDir::toNativeSeparators(path);
    case Qt::DecorationRole:
        if (!m_thumbnails.contains(path) && !m_wanted.contains(path)) {
            m_wanted.insert(path);
            Q_EMIT thumbnailWanted(path);
        }
        return m_thumbnails.value(path, m_unknown);
    case Qt::FontRole: {
        QFont font;
        font.setBold(index.row() == m_current);
        return font;
    }
    default:
        return {};
    }
}

} // namespace soundlocus
