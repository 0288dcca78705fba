// SPDX-License-Identifier: MIT
#include "ui/dialogs/annotation_format_names.h"

#include "engine/annotation/exchange/annotation_file.h"

#include <QHash>

namespace soundlocus {

using namespace Qt::StringLiterals;

QStringList annotationFormatIds()
{
    QStringList ids;
    for (const AnnotationFormat format : annotationFormats()) {
        const std::string_view id = toString(format);
        ids.append(QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size())));
    }
    return ids;
}

QString annotationFormatName(const QString &id)
{
    // Names of programs and data sets, the same in every language.
    static const QHash<QString, QString> kNames{
            {u"table"_s, u"SoundLocus table (.tsv, .csv)"_s},
            {u"vggss"_s, u"VGG-SS (vggss.json)"_s},
            {u"ssltie-xml"_s, u"SSL-TIE XML (folder)"_s},
            {u"flickr-xml"_s, u"Flickr-SoundNet XML (folder)"_s},
            {u"ssl-boxes"_s, u"IS3, VPO, AVSBench (.json)"_s},
            {u"coco"_s, u"COCO (.json)"_s},
            {u"cocovid"_s, u"CocoVID (.json)"_s},
            {u"voc"_s, u"Pascal VOC (folder)"_s},
            {u"cvat-video"_s, u"CVAT for video 1.1 (.xml)"_s},
            {u"cvat-images"_s, u"CVAT for images 1.1 (.xml)"_s},
            {u"via3"_s, u"VIA 3 (.json)"_s},
            {u"labelme"_s, u"labelme (folder)"_s},
            {u"yolo"_s, u"YOLO (folder)"_s}};
    return kNames.value(id, id);
}

bool isFolderFormat(const QString &id)
{
    static const QStringList kFolders{
            u"ssltie-xml"_s, u"flickr-xml"_s, u"voc"_s, u"labelme"_s, u"yolo"_s};
    return kFolders.contains(id);
}

} // namespace soundlocus
