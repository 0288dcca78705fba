<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>soundlocus::ClipboardCommands</name>
    <message numerus="yes">
        <source>%n box(es) copied.</source>
        <translation>
            <numerusform>%n box copied.</numerusform>
            <numerusform>%n boxes copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipsPanel</name>
    <message numerus="yes">
        <source>&amp;Remove %n clip(s) from the project</source>
        <translation>
            <numerusform>&amp;Remove %n clip from the project</numerusform>
            <numerusform>&amp;Remove %n clips from the project</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::EditHint</name>
    <message numerus="yes">
        <source>%1 · Tab: next of %n boxes here</source>
        <translation>
            <numerusform>%1 · Tab: next of %n boxes here</numerusform>
            <numerusform>%1 · Tab: next of %n boxes here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::EngineProjectService</name>
    <message numerus="yes">
        <source>%n file(s) could not be added</source>
        <translation>
            <numerusform>%n file could not be added</numerusform>
            <numerusform>%n files could not be added</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ExportProgress</name>
    <message numerus="yes">
        <source>Writing %n files</source>
        <translation>
            <numerusform>Writing %n file</numerusform>
            <numerusform>Writing %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ImportDialog</name>
    <message numerus="yes">
        <source>%n annotator(s)</source>
        <translation>
            <numerusform>%n annotator</numerusform>
            <numerusform>%n annotators</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::NoticeBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages waiting</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectCommands</name>
    <message numerus="yes">
        <source>%1: %n label(s) read; those that were not there are added.</source>
        <translation>
            <numerusform>%1: %n label read; those that were not there are added.</numerusform>
            <numerusform>%1: %n labels read; those that were not there are added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Media found of %n clip(s); none is missing.</source>
        <translation>
            <numerusform>Media found of %n clip; none is missing.</numerusform>
            <numerusform>Media found of %n clips; none is missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of the project could not be stored: %1

Close and lose them? A copy can be saved elsewhere first (Annotation › Project › Save a copy).</source>
        <translation>
            <numerusform>%n step of the project could not be stored: %1

Close and lose them? A copy can be saved elsewhere first (Annotation › Project › Save a copy).</numerusform>
            <numerusform>%n steps of the project could not be stored: %1

Close and lose them? A copy can be saved elsewhere first (Annotation › Project › Save a copy).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectIndicator</name>
    <message numerus="yes">
        <source>%1: ⚠ %n step(s) not stored, trying again</source>
        <translation>
            <numerusform>%1: ⚠ %n step not stored, trying again</numerusform>
            <numerusform>%1: ⚠ %n steps not stored, trying again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ReviewCommands</name>
    <message numerus="yes">
        <source>%n clip(s) removed from the project; undo brings them back.</source>
        <translation>
            <numerusform>%n clip removed from the project; undo brings them back.</numerusform>
            <numerusform>%n clips removed from the project; undo brings them back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ScorePanel</name>
    <message numerus="yes">
        <source>mean %1 · found %2 % · AUC %3 (%n frame(s))</source>
        <translation>
            <numerusform>mean %1 · found %2 % · AUC %3 (%n frame)</numerusform>
            <numerusform>mean %1 · found %2 % · AUC %3 (%n frames)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::StatusIndicators</name>
    <message numerus="yes">
        <source>%n dropped</source>
        <comment>pictures</comment>
        <translation>
            <numerusform>%n dropped</numerusform>
            <numerusform>%n dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n damaged</source>
        <comment>packets</comment>
        <translation>
            <numerusform>, %n damaged</numerusform>
            <numerusform>, %n damaged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::TrackModel</name>
    <message numerus="yes">
        <source>%n key frame(s)</source>
        <translation>
            <numerusform>%n key frame</numerusform>
            <numerusform>%n key frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::TracksLane</name>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
</context>
</TS>
