// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/opengl_program.h"

#include <QFile>
#include <QOpenGLContext>

namespace soundlocus {

namespace {

QByteArray versionLines(const QOpenGLContext &context)
{
    if (context.isOpenGLES())
        return "#version 300 es\nprecision highp float;\nprecision highp int;\n"
               "precision highp sampler2D;\n";
    const bool isCore = context.format().profile() == QSurfaceFormat::CoreProfile;
    return isCore ? "#version 150\n" : "#version 130\n";
}

QByteArray shaderSource(const QByteArray &version, const QString &name)
{
    QFile file(QStringLiteral(":/soundlocus/shaders/") + name);
    return file.open(QIODevice::ReadOnly) ? version + file.readAll() : QByteArray();
}

} // namespace

std::optional<QString> linkProgram(QOpenGLShaderProgram &program, const QString &name)
{
    const QByteArray version = versionLines(*QOpenGLContext::currentContext());
    const bool isLinked = program.addShaderFromSourceCode(
                                  QOpenGLShader::Vertex,
                                  shaderSource(version, QStringLiteral("canvas.vert")))
                          && program.addShaderFromSourceCode(QOpenGLShader::Fragment,
                                                             shaderSource(version, name))
                          && program.link();
    if (isLinked)
        return std::nullopt;
    return QStringLiteral("the shader %1 does not compile: %2").arg(name, program.log());
}

} // namespace soundlocus
