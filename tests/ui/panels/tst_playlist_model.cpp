// SPDX-License-Identifier: MIT
#include "ui/panels/playlist_model.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

class TestPlaylistModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void folderInNaturalOrder()
    {
        const QTemporaryDir folder;
        for (const char *name : {"take 10.mp4", "take 2.MP4", "Take 1.mkv", "notes.txt", "x.pth"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(QDir(folder.path()).mkdir(u"sub.mp4"_s));
        PlaylistModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPaths({folder.path()});
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names.append(model.data(model.index(row), Qt::DisplayRole).toString());
        QCOMPARE(names, (QStringList{u"Take 1.mkv"_s, u"take 2.MP4"_s, u"take 10.mp4"_s}));
    }

    void currentFollowsChanges()
    {
        PlaylistModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPaths({u"/a.mp4"_s, u"/b.mp4"_s, u"/c.mp4"_s});
        model.setCurrent(1);
        model.remove(0);
        QCOMPARE(model.current(), 0);
        QCOMPARE(model.paths().at(model.current()), u"/b.mp4"_s);
        model.append({u"/b.mp4"_s, u"/d.mp4"_s});
        QCOMPARE(model.rowCount(), 3);
        model.remove(0);
        QCOMPARE(model.current(), -1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void thumbnailsKeepTheirShape()
    {
        PlaylistModel model;
        model.setPaths({u"/a.mp4"_s});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setThumbnail(u"/a.mp4"_s, QImage(320, 240, QImage::Format_RGB32));
        model.setThumbnail(u"/other.mp4"_s, QImage(320, 240, QImage::Format_RGB32));
        QCOMPARE(changed.count(), 1);
        const auto image = model.data(model.index(0), Qt::DecorationRole).value<QImage>();
        QCOMPARE(image.size(), QSize(72, 54));
    }

    void picturesOfRowsThatAreSeenAreAskedForOnce()
    {
        PlaylistModel model;
        model.setPaths({u"/a.mp4"_s, u"/b.mp4"_s, u"/c.mp4"_s});
        const QSignalSpy wanted(&model, &PlaylistModel::thumbnailWanted);
        model.setThumbnail(u"/a.mp4"_s, QImage(32, 24, QImage::Format_RGB32));
        const auto show = [&](int row) {
            QVERIFY(model.data(model.index(row), Qt::DecorationRole).isValid());
        };
        show(0); // known
        show(1);
        show(1);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), u"/b.mp4"_s);
    }

    void names()
    {
        QVERIFY(isMediaName(u"/a/B.MKV"_s));
        QVERIFY(!isMediaName(u"/a/b.pth"_s));
        QVERIFY(isModelName(u"x.pth.tar"_s));
        QVERIFY(isModelName(u"x.safetensors"_s));
        QVERIFY(!isModelName(u"mp4"_s));
    }

    void movedRowsKeepWhatPlays()
    {
        PlaylistModel list;
        list.setPaths({u"/a.mp4"_s, u"/b.mp4"_s, u"/c.mp4"_s});
        const QAbstractItemModelTester tester(&list);
        list.setCurrent(0);
        list.move(0, 1);
        QCOMPARE(list.paths(), (QStringList{u"/b.mp4"_s, u"/a.mp4"_s, u"/c.mp4"_s}));
        QCOMPARE(list.current(), 1);
        list.move(2, -1);
        QCOMPARE(list.paths(), (QStringList{u"/b.mp4"_s, u"/c.mp4"_s, u"/a.mp4"_s}));
        QCOMPARE(list.current(), 2);
        list.move(2, 1); // the last stays
        list.move(0, -1);
        QCOMPARE(list.paths(), (QStringList{u"/b.mp4"_s, u"/c.mp4"_s, u"/a.mp4"_s}));
    }

    void aPathIsThereOnceAndBrokenUntilTakenOut()
    {
        PlaylistModel list;
        list.setPaths({u"/a.mp4"_s, u"/b.mp4"_s, u"/a.mp4"_s});
        QCOMPARE(list.rowCount(), 2);
        list.setBroken(u"/b.mp4"_s, true);
        const auto text = [&list](int row) { return list.index(row).data().toString(); };
        QCOMPARE(text(1), u"⚠ b.mp4"_s);
        list.remove(1);
        list.append({u"/b.mp4"_s});
        QCOMPARE(text(1), u"b.mp4"_s);
    }
};

QTEST_MAIN(TestPlaylistModel)
#include "tst_playlist_model.moc"
