<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_GB">
<context>
    <name>Application</name>
    <message>
        <source>The settings were damaged: those that cannot be read are as when the program was new.</source>
        <translation>Die Einstellungen waren beschädigt: Was nicht lesbar ist, steht wieder wie am Anfang.</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;demo scene</source>
        <translation>&amp;Demoszene öffnen</translation>
    </message>
    <message>
        <source>&amp;Previous file</source>
        <translation>&amp;Vorige Datei</translation>
    </message>
    <message>
        <source>&amp;Next file</source>
        <translation>&amp;Nächste Datei</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>One frame &amp;forwards</source>
        <translation>Ein Bild &amp;vor</translation>
    </message>
    <message>
        <source>One frame &amp;back</source>
        <translation>Ein Bild &amp;zurück</translation>
    </message>
    <message>
        <source>Ten frames forwards</source>
        <translation>Zehn Bilder vor</translation>
    </message>
    <message>
        <source>Ten frames back</source>
        <translation>Zehn Bilder zurück</translation>
    </message>
    <message>
        <source>One second forwards</source>
        <translation>Eine Sekunde vor</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>Eine Sekunde zurück</translation>
    </message>
    <message>
        <source>&amp;Next key frame</source>
        <translation>&amp;Nächstes Schlüsselbild</translation>
    </message>
    <message>
        <source>P&amp;revious key frame</source>
        <translation>Vo&amp;riges Schlüsselbild</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>&amp;Jump to time or frame</source>
        <translation>Zu Zeit oder Bild &amp;springen</translation>
    </message>
    <message>
        <source>Shuttle back</source>
        <translation>Rücklauf</translation>
    </message>
    <message>
        <source>Shuttle stop</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Shuttle forwards, each time faster</source>
        <translation>Vorlauf, jedes Mal schneller</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>&amp;Langsamer</translation>
    </message>
    <message>
        <source>F&amp;aster</source>
        <translation>S&amp;chneller</translation>
    </message>
    <message>
        <source>Normal speed</source>
        <translation>Normale Geschwindigkeit</translation>
    </message>
    <message>
        <source>Loop begins here</source>
        <translation>Schleife beginnt hier</translation>
    </message>
    <message>
        <source>Loop ends here</source>
        <translation>Schleife endet hier</translation>
    </message>
    <message>
        <source>&amp;Loop passage</source>
        <translation>Abschnitt in Schl&amp;eife</translation>
    </message>
    <message>
        <source>Play passage once</source>
        <translation>Abschnitt einmal abspielen</translation>
    </message>
    <message>
        <source>Repeat file</source>
        <translation>Datei wiederholen</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Lauter</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>Leiser</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>S&amp;tumm</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Demo mode</source>
        <translation>&amp;Vorführmodus</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Fit &amp;window</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>&amp;Reset panel layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Show heat map</source>
        <translation>&amp;Heatmap anzeigen</translation>
    </message>
    <message>
        <source>Load &amp;model…</source>
        <translation>&amp;Modell laden …</translation>
    </message>
    <message>
        <source>&amp;Demo model</source>
        <translation>&amp;Demomodell</translation>
    </message>
    <message>
        <source>Load model to &amp;compare with…</source>
        <translation>&amp;Vergleichsmodell laden …</translation>
    </message>
    <message>
        <source>&amp;End comparison</source>
        <translation>Vergleich &amp;beenden</translation>
    </message>
    <message>
        <source>Remove &amp;pinned point</source>
        <translation>&amp;Punkt lösen</translation>
    </message>
    <message>
        <source>Reset heat map &amp;settings</source>
        <translation>Heatmap-&amp;Einstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Picture with heat map…</source>
        <translation>&amp;Bild mit Heatmap …</translation>
    </message>
    <message>
        <source>&amp;Copy picture with heat map</source>
        <translation>Bild mit Heatmap &amp;kopieren</translation>
    </message>
    <message>
        <source>Passage as &amp;video…</source>
        <translation>Abschnitt als &amp;Video …</translation>
    </message>
    <message>
        <source>Passage as &amp;numbers (npz)…</source>
        <translation>Abschnitt als &amp;Zahlen (npz) …</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About SoundLocus</source>
        <translation>&amp;Über SoundLocus</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>&amp;Neues Projekt …</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>Projekt ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt &amp;schließen</translation>
    </message>
    <message>
        <source>Save a co&amp;py…</source>
        <translation>&amp;Kopie speichern …</translation>
    </message>
    <message>
        <source>&amp;Add media…</source>
        <translation>&amp;Medien hinzufügen …</translation>
    </message>
    <message>
        <source>Find &amp;moved media…</source>
        <translation>&amp;Verschobene Medien suchen …</translation>
    </message>
    <message>
        <source>&amp;Import annotations…</source>
        <translation>Annotationen &amp;importieren …</translation>
    </message>
    <message>
        <source>E&amp;xport annotations…</source>
        <translation>Annotationen &amp;exportieren …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Draw a box</source>
        <translation>Rahmen &amp;zeichnen</translation>
    </message>
    <message>
        <source>D&amp;elete track</source>
        <translation>Spur &amp;löschen</translation>
    </message>
    <message>
        <source>Du&amp;plicate track</source>
        <translation>Spur &amp;duplizieren</translation>
    </message>
    <message>
        <source>&amp;Copy box to the next frame</source>
        <translation>Rahmen ins nächste Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Key frame here</source>
        <translation>&amp;Schlüsselbild hier</translation>
    </message>
    <message>
        <source>&amp;Remove key frame</source>
        <translation>Schlüsselbild &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Next key frame of the track</source>
        <translation>&amp;Nächstes Schlüsselbild der Spur</translation>
    </message>
    <message>
        <source>&amp;Previous key frame of the track</source>
        <translation>&amp;Voriges Schlüsselbild der Spur</translation>
    </message>
    <message>
        <source>&amp;Occluded from here</source>
        <translation>Ab hier ver&amp;deckt</translation>
    </message>
    <message>
        <source>&amp;Interpolate to the next key frame, or not</source>
        <translation>Bis zum nächsten Schlüsselbild &amp;interpolieren oder nicht</translation>
    </message>
    <message>
        <source>&amp;Ends or reappears here</source>
        <translation>Endet &amp;oder erscheint hier wieder</translation>
    </message>
    <message>
        <source>&amp;Split here</source>
        <translation>Hier &amp;teilen</translation>
    </message>
    <message>
        <source>&amp;Merge selected tracks</source>
        <translation>&amp;Ausgewählte Spuren zusammenführen</translation>
    </message>
    <message>
        <source>&amp;Sounding, from here until pressed again</source>
        <translation>&amp;Klingend, von hier bis zum nächsten Drücken</translation>
    </message>
    <message>
        <source>Snap sounding to the &amp;onset</source>
        <translation>Klingen am &amp;Einsatz einrasten</translation>
    </message>
    <message>
        <source>O&amp;ff-screen sound</source>
        <translation>&amp;Ton außerhalb des Bildes</translation>
    </message>
    <message>
        <source>S&amp;ilence</source>
        <translation>&amp;Stille</translation>
    </message>
    <message>
        <source>Label &amp;1</source>
        <translation>Label &amp;1</translation>
    </message>
    <message>
        <source>Label &amp;2</source>
        <translation>Label &amp;2</translation>
    </message>
    <message>
        <source>Label &amp;3</source>
        <translation>Label &amp;3</translation>
    </message>
    <message>
        <source>Label &amp;4</source>
        <translation>Label &amp;4</translation>
    </message>
    <message>
        <source>Label &amp;5</source>
        <translation>Label &amp;5</translation>
    </message>
    <message>
        <source>Label &amp;6</source>
        <translation>Label &amp;6</translation>
    </message>
    <message>
        <source>Label &amp;7</source>
        <translation>Label &amp;7</translation>
    </message>
    <message>
        <source>Label &amp;8</source>
        <translation>Label &amp;8</translation>
    </message>
    <message>
        <source>Label &amp;9</source>
        <translation>Label &amp;9</translation>
    </message>
    <message>
        <source>&amp;Next clip</source>
        <translation>&amp;Nächster Clip</translation>
    </message>
    <message>
        <source>&amp;Previous clip</source>
        <translation>&amp;Voriger Clip</translation>
    </message>
    <message>
        <source>Next clip &amp;to do</source>
        <translation>Nächster &amp;offener Clip</translation>
    </message>
    <message>
        <source>Mark as &amp;done, and go on</source>
        <translation>Als &amp;fertig markieren und weiter</translation>
    </message>
    <message>
        <source>Mark as &amp;checked</source>
        <translation>Als &amp;geprüft markieren</translation>
    </message>
    <message>
        <source>Mark as &amp;rejected</source>
        <translation>Als &amp;zurückgewiesen markieren</translation>
    </message>
    <message>
        <source>Mark as t&amp;o do</source>
        <translation>Als offen &amp;markieren</translation>
    </message>
    <message>
        <source>Propose a &amp;box from the heat map</source>
        <translation>Rahmen aus der &amp;Heatmap vorschlagen</translation>
    </message>
    <message>
        <source>Propose a trac&amp;k from the heat maps shown</source>
        <translation>Spur aus den &amp;gezeigten Heatmaps vorschlagen</translation>
    </message>
    <message>
        <source>Carr&amp;y the box forward</source>
        <translation>Rahmen weiter&amp;führen</translation>
    </message>
    <message>
        <source>&amp;Accept proposal</source>
        <translation>Vorschlag &amp;annehmen</translation>
    </message>
    <message>
        <source>Accept proposal and ad&amp;just it</source>
        <translation>Vorschlag annehmen und a&amp;npassen</translation>
    </message>
    <message>
        <source>Re&amp;fuse proposal</source>
        <translation>&amp;Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Mer&amp;ge project…</source>
        <translation>Projekt &amp;zusammenführen…</translation>
    </message>
    <message>
        <source>Copy b&amp;oxes</source>
        <translation>Rahmen &amp;kopieren</translation>
    </message>
    <message>
        <source>Paste bo&amp;xes</source>
        <translation>Rahmen &amp;einfügen</translation>
    </message>
    <message>
        <source>Show conse&amp;nsus map</source>
        <translation>Konse&amp;nskarte zeigen</translation>
    </message>
    <message>
        <source>Ren&amp;ame track…</source>
        <translation>Spur umben&amp;ennen…</translation>
    </message>
    <message>
        <source>Not sounding over the &amp;passage, or from here on</source>
        <translation>Klingt nicht im Abschnitt oder &amp;ab hier</translation>
    </message>
    <message>
        <source>Mark &amp;begins here</source>
        <translation>Marke &amp;beginnt hier</translation>
    </message>
    <message>
        <source>Mark &amp;ends here</source>
        <translation>Marke &amp;endet hier</translation>
    </message>
    <message>
        <source>Other &amp;kind of mark</source>
        <translation>Andere Art von Mar&amp;ke</translation>
    </message>
    <message>
        <source>Label &amp;over the passage, or from here on…</source>
        <translation>La&amp;bel im Abschnitt oder ab hier…</translation>
    </message>
    <message>
        <source>Remove clip from the pro&amp;ject</source>
        <translation>Clip aus dem Pro&amp;jekt entfernen</translation>
    </message>
    <message>
        <source>Import la&amp;bels from a list…</source>
        <translation>La&amp;bels aus einer Liste importieren…</translation>
    </message>
    <message>
        <source>&amp;Close file</source>
        <translation>Datei s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Clear passage</source>
        <translation>Abs&amp;chnitt aufheben</translation>
    </message>
    <message>
        <source>Set or remove mar&amp;ker here</source>
        <translation>Mar&amp;ke hier setzen oder entfernen</translation>
    </message>
    <message>
        <source>Name marker here…</source>
        <translation>Marke hier benennen …</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>Nächste Marke</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>Vorige Marke</translation>
    </message>
    <message>
        <source>Pin the &amp;brightest point</source>
        <translation>&amp;Hellsten Punkt festhalten</translation>
    </message>
</context>
<context>
    <name>CommandGroup</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>Annotation</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>The file is not there (any more).</source>
        <translation>Die Datei ist nicht (mehr) da.</translation>
    </message>
    <message>
        <source>The file may not be read or written; check its permissions.</source>
        <translation>Die Datei darf nicht gelesen oder geschrieben werden; bitte die Rechte prüfen.</translation>
    </message>
    <message>
        <source>A file is needed here, not a folder or a device.</source>
        <translation>Hier wird eine Datei gebraucht, kein Ordner und kein Gerät.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This kind of file is not known here.</source>
        <translation>Diese Art von Datei ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>The file is damaged or incomplete.</source>
        <translation>Die Datei ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>The file has no picture.</source>
        <translation>Die Datei hat kein Bild.</translation>
    </message>
    <message>
        <source>The file has no sound to be located.</source>
        <translation>Die Datei hat keinen Ton, der zu orten wäre.</translation>
    </message>
    <message>
        <source>The sound is too short to be analysed.</source>
        <translation>Der Ton ist zu kurz für eine Auswertung.</translation>
    </message>
    <message>
        <source>This place is outside the file.</source>
        <translation>Diese Stelle liegt außerhalb der Datei.</translation>
    </message>
    <message>
        <source>The model file asks to run code and was not loaded.</source>
        <translation>Die Modelldatei will Programmcode ausführen und wurde nicht geladen.</translation>
    </message>
    <message>
        <source>The file is no model of a known kind.</source>
        <translation>Die Datei ist kein Modell einer bekannten Art.</translation>
    </message>
    <message>
        <source>The model gives numbers that mean nothing.</source>
        <translation>Das Modell liefert Zahlen ohne Bedeutung.</translation>
    </message>
    <message>
        <source>The device is not available.</source>
        <translation>Das Gerät ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>The memory of the device is used up.</source>
        <translation>Der Speicher des Geräts ist erschöpft.</translation>
    </message>
    <message>
        <source>There is no space left on the disk; free some and try again.</source>
        <translation>Auf dem Datenträger ist kein Platz mehr; bitte Platz schaffen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Die Datei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The library that runs models (LibTorch) could not be loaded; install the program again.</source>
        <translation>Die Bibliothek für Modelle (LibTorch) konnte nicht geladen werden; bitte das Programm neu installieren.</translation>
    </message>
    <message>
        <source>Another process of the run has ended.</source>
        <translation>Ein anderer Prozess des Laufs wurde beendet.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Something in the program went wrong; it goes on.</source>
        <translation>Im Programm ist etwas schiefgegangen; es läuft weiter.</translation>
    </message>
    <message>
        <source>It cannot be done like this; the details say why.</source>
        <translation>So geht es nicht; die Einzelheiten sagen, warum.</translation>
    </message>
    <message>
        <source>The file was changed meanwhile; open it again.</source>
        <translation>Die Datei wurde inzwischen geändert; bitte neu öffnen.</translation>
    </message>
    <message>
        <source>The sound device went away or stopped; playing goes on without sound.</source>
        <translation>Das Tongerät ist weg oder steht; die Wiedergabe geht ohne Ton weiter.</translation>
    </message>
</context>
<context>
    <name>Gesture</name>
    <message>
        <source>Draw box</source>
        <translation>Rahmen zeichnen</translation>
    </message>
    <message>
        <source>Move box</source>
        <translation>Rahmen verschieben</translation>
    </message>
    <message>
        <source>Resize box</source>
        <translation>Rahmengröße ändern</translation>
    </message>
    <message>
        <source>Copy boxes</source>
        <translation>Rahmen kopieren</translation>
    </message>
    <message>
        <source>Paste boxes</source>
        <translation>Rahmen einfügen</translation>
    </message>
    <message>
        <source>Duplicate box</source>
        <translation>Rahmen duplizieren</translation>
    </message>
    <message>
        <source>Delete key frame</source>
        <translation>Schlüsselbild löschen</translation>
    </message>
    <message>
        <source>Add key frame</source>
        <translation>Schlüsselbild hinzufügen</translation>
    </message>
    <message>
        <source>Delete track</source>
        <translation>Spur löschen</translation>
    </message>
    <message>
        <source>End track</source>
        <translation>Spur beenden</translation>
    </message>
    <message>
        <source>Let track reappear</source>
        <translation>Spur wieder erscheinen lassen</translation>
    </message>
    <message>
        <source>Mark as occluded</source>
        <translation>Als verdeckt markieren</translation>
    </message>
    <message>
        <source>Mark as visible</source>
        <translation>Als sichtbar markieren</translation>
    </message>
    <message>
        <source>Show between key frames</source>
        <translation>Zwischen Schlüsselbildern zeigen</translation>
    </message>
    <message>
        <source>Hide between key frames</source>
        <translation>Zwischen Schlüsselbildern verbergen</translation>
    </message>
    <message>
        <source>Split track</source>
        <translation>Spur teilen</translation>
    </message>
    <message>
        <source>Merge tracks</source>
        <translation>Spuren zusammenführen</translation>
    </message>
    <message>
        <source>Change label</source>
        <translation>Label ändern</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Mark as sounding</source>
        <translation>Als klingend markieren</translation>
    </message>
    <message>
        <source>Mark as not sounding</source>
        <translation>Als nicht klingend markieren</translation>
    </message>
    <message>
        <source>Change sounding interval</source>
        <translation>Klingenden Abschnitt ändern</translation>
    </message>
    <message>
        <source>Mark off-screen sound</source>
        <translation>Ton außerhalb des Bildes markieren</translation>
    </message>
    <message>
        <source>Mark silence</source>
        <translation>Stille markieren</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>Markierung entfernen</translation>
    </message>
    <message>
        <source>Change mark</source>
        <translation>Markierung ändern</translation>
    </message>
    <message>
        <source>Change review state</source>
        <translation>Prüfstatus ändern</translation>
    </message>
    <message>
        <source>Change tags</source>
        <translation>Schlagwörter ändern</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>Notiz ändern</translation>
    </message>
    <message>
        <source>Add media</source>
        <translation>Medien hinzufügen</translation>
    </message>
    <message>
        <source>Remove clips</source>
        <translation>Clips entfernen</translation>
    </message>
    <message>
        <source>Locate media</source>
        <translation>Medien suchen</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>Label hinzufügen</translation>
    </message>
    <message>
        <source>Add labels</source>
        <translation>Labels hinzufügen</translation>
    </message>
    <message>
        <source>Rename label</source>
        <translation>Label umbenennen</translation>
    </message>
    <message>
        <source>Change label colour</source>
        <translation>Farbe des Labels ändern</translation>
    </message>
    <message>
        <source>Change label key</source>
        <translation>Taste des Labels ändern</translation>
    </message>
    <message>
        <source>Delete label</source>
        <translation>Label löschen</translation>
    </message>
    <message>
        <source>Add annotator</source>
        <translation>Annotator hinzufügen</translation>
    </message>
    <message>
        <source>Rename annotator</source>
        <translation>Annotator umbenennen</translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>Ebene einblenden</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>Ebene ausblenden</translation>
    </message>
    <message>
        <source>Rename track</source>
        <translation>Spur umbenennen</translation>
    </message>
    <message>
        <source>Merge project</source>
        <translation>Projekt zusammenführen</translation>
    </message>
</context>
<context>
    <name>KeyPreset</name>
    <message>
        <source>SoundLocus</source>
        <translation>SoundLocus</translation>
    </message>
    <message>
        <source>Like CVAT</source>
        <translation>Wie CVAT</translation>
    </message>
    <message>
        <source>Like VIA</source>
        <translation>Wie VIA</translation>
    </message>
    <message>
        <source>Like VLC</source>
        <translation>Wie VLC</translation>
    </message>
</context>
<context>
    <name>MapAbsence</name>
    <message>
        <source>no map</source>
        <translation>keine Karte</translation>
    </message>
    <message>
        <source>no map: no model</source>
        <translation>keine Karte: kein Modell</translation>
    </message>
    <message>
        <source>map is off</source>
        <translation>Karte ist aus</translation>
    </message>
    <message>
        <source>no map: no sound</source>
        <translation>keine Karte: kein Ton</translation>
    </message>
    <message>
        <source>no map yet</source>
        <translation>noch keine Karte</translation>
    </message>
    <message>
        <source>Without a picture there is no heat map</source>
        <translation>Ohne Bild gibt es keine Heatmap</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Es ist kein Modell geladen</translation>
    </message>
    <message>
        <source>The heat map is off</source>
        <translation>Die Heatmap ist aus</translation>
    </message>
    <message>
        <source>The file has no sound to be located</source>
        <translation>Die Datei hat keinen Ton, der zu orten wäre</translation>
    </message>
    <message>
        <source>Fills in where the heat map has been computed</source>
        <translation>Füllt sich, wo die Heatmap berechnet wurde</translation>
    </message>
</context>
<context>
    <name>MergeConflict</name>
    <message>
        <source>Clip “%1”: boxes of nobody in particular differ; the others are kept as “%2”</source>
        <translation>Clip „%1“: Rahmen ohne Urheber weichen ab; die anderen bleiben als „%2“ erhalten</translation>
    </message>
    <message>
        <source>Clip “%1”: boxes of %2 differ; the others are kept as “%3”</source>
        <translation>Clip „%1“: Rahmen von %2 weichen ab; die anderen bleiben als „%3“ erhalten</translation>
    </message>
    <message>
        <source>Clip “%1”: another review state; “%2” stays</source>
        <translation>Clip „%1“: anderer Prüfstatus; „%2“ bleibt</translation>
    </message>
    <message>
        <source>Clip “%1”: other media of the same name; kept as “%2”</source>
        <translation>Clip „%1“: andere Medien desselben Namens; als „%2“ behalten</translation>
    </message>
</context>
<context>
    <name>ReviewState</name>
    <message>
        <source>To do</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Zurückgewiesen</translation>
    </message>
</context>
<context>
    <name>soundlocus::ActionRegistry</name>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a command and its key</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>soundlocus::AgreementLabel</name>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>%1, %2: IoU %3</source>
        <translation>%1, %2: IoU %3</translation>
    </message>
    <message>
        <source>Each against the others’ consensus: cIoU %1</source>
        <translation>Jeder gegen den Konsens der anderen: cIoU %1</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotationExportDialog</name>
    <message>
        <source>Export annotations</source>
        <translation>Annotationen exportieren</translation>
    </message>
    <message>
        <source>A box on &amp;every frame, not on key frames only</source>
        <translation>Rahmen in &amp;jedem Bild, nicht nur in Schlüsselbildern</translation>
    </message>
    <message>
        <source>Layers to export</source>
        <translation>Zu exportierende Ebenen</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>E&amp;benen</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotationTool</name>
    <message>
        <source>x %1, y %2 · %3 × %4 px</source>
        <comment>corner and size of a box in pixels of the picture</comment>
        <translation>x %1, y %2 · %3 × %4 px</translation>
    </message>
    <message>
        <source>Boxes on this frame: %L1</source>
        <translation>Rahmen in diesem Bild: %L1</translation>
    </message>
    <message>
        <source>%1. Selected: %2, %3</source>
        <comment>how many boxes; name and place of a box</comment>
        <translation>%1. Ausgewählt: %2, %3</translation>
    </message>
    <message>
        <source>%1. Consensus over %2 % of the picture</source>
        <comment>how many boxes; a number</comment>
        <translation>%1. Konsens auf %2 % des Bildes</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotationWorkspace</name>
    <message>
        <source>The media of “%1” are not there. Annotation › Project › Find moved media looks for them in a folder.</source>
        <translation>Die Medien von „%1“ sind nicht da. Mit Annotation › Projekt › Verschobene Medien suchen lassen sie sich in einem Ordner suchen.</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Clip notes</source>
        <translation>Clipnotizen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>Annotatoren</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotatorModel</name>
    <message>
        <source>New boxes belong to this annotator</source>
        <translation>Neue Rahmen gehören diesem Annotator</translation>
    </message>
    <message>
        <source>Click: new boxes belong to this annotator</source>
        <translation>Klick: Neue Rahmen gehören diesem Annotator</translation>
    </message>
    <message>
        <source>Ticked layers are shown</source>
        <translation>Angehakte Ebenen werden gezeigt</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>Zeichnet</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotatorsPanel</name>
    <message>
        <source>Open a project to see whose boxes it holds.</source>
        <translation>Öffnen Sie ein Projekt, um zu sehen, wessen Rahmen es enthält.</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>Annotatoren</translation>
    </message>
    <message>
        <source>Another annotator</source>
        <translation>Weiterer Annotator</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
</context>
<context>
    <name>soundlocus::CarryCommands</name>
    <message>
        <source>The box could not be carried on: %1</source>
        <translation>Der Rahmen konnte nicht weitergeführt werden: %1</translation>
    </message>
    <message>
        <source>Select a box of this picture; it is carried on from here.</source>
        <translation>Wählen Sie einen Rahmen dieses Bildes aus; er wird von hier weitergeführt.</translation>
    </message>
    <message>
        <source>The box is being carried on …</source>
        <translation>Der Rahmen wird weitergeführt …</translation>
    </message>
    <message>
        <source>What is in the box was not found on the next picture.</source>
        <translation>Was im Rahmen ist, wurde im nächsten Bild nicht gefunden.</translation>
    </message>
    <message>
        <source>Carried on as a proposal: %1 accepts it, %2 refuses it.</source>
        <translation>Als Vorschlag weitergeführt: %1 nimmt ihn an, %2 lehnt ihn ab.</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipMarksLane</name>
    <message>
        <source>Off-screen sound and silence</source>
        <translation>Ton außerhalb des Bildes und Stille</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Off-screen sound</source>
        <translation>Ton außerhalb des Bildes</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipModel</name>
    <message>
        <source>Its media are not known.</source>
        <translation>Seine Medien sind nicht bekannt.</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipNotesPanel</name>
    <message>
        <source>Review state</source>
        <translation>Prüfstatus</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>parted by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Prüfung</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>&amp;Schlagwörter</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>No clip of the project is shown.</source>
        <translation>Es wird kein Clip des Projekts gezeigt.</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipboardCommands</name>
    <message>
        <source>The selected tracks have no box on this picture.</source>
        <translation>Die ausgewählten Spuren haben auf diesem Bild keinen Rahmen.</translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) copied.</source>
        <translation>
            <numerusform>%n Rahmen kopiert.</numerusform>
            <numerusform>%n Rahmen kopiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipsPanel</name>
    <message>
        <source>Find a clip</source>
        <translation>Clip suchen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Review state</source>
        <translation>Prüfstatus</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Annotations live in a project. Make one, or open one.</source>
        <translation>Annotationen gehören in ein Projekt. Legen Sie eines an oder öffnen Sie eines.</translation>
    </message>
    <message>
        <source>No clips yet. Add media, or import annotations.</source>
        <translation>Noch keine Clips. Fügen Sie Medien hinzu oder importieren Sie Annotationen.</translation>
    </message>
    <message>
        <source>No clip is like that.</source>
        <translation>Kein Clip passt dazu.</translation>
    </message>
    <message>
        <source>%1 of %2 to do</source>
        <translation>%1 von %2 noch offen</translation>
    </message>
    <message>
        <source>%1 done, %2 checked, %3 rejected</source>
        <translation>%1 fertig, %2 geprüft, %3 zurückgewiesen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n clip(s) from the project</source>
        <translation>
            <numerusform>%n Clip aus dem Projekt &amp;entfernen</numerusform>
            <numerusform>%n Clips aus dem Projekt &amp;entfernen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ColorLegend</name>
    <message>
        <source>Cosine similarity, range of this picture</source>
        <translation>Kosinus-Ähnlichkeit, Bereich dieses Bildes</translation>
    </message>
    <message>
        <source>Cosine similarity</source>
        <translation>Kosinus-Ähnlichkeit</translation>
    </message>
    <message>
        <source>Similarity (logit), range of this picture</source>
        <translation>Ähnlichkeit (Logit), Bereich dieses Bildes</translation>
    </message>
    <message>
        <source>Similarity (logit)</source>
        <translation>Ähnlichkeit (Logit)</translation>
    </message>
    <message>
        <source>Similarity from 0 to 1, range of this picture</source>
        <translation>Ähnlichkeit von 0 bis 1, Bereich dieses Bildes</translation>
    </message>
    <message>
        <source>Similarity from 0 to 1</source>
        <translation>Ähnlichkeit von 0 bis 1</translation>
    </message>
    <message>
        <source>%1: colours from %2 to %3, contour at %4</source>
        <translation>%1: Farben von %2 bis %3, Umriss bei %4</translation>
    </message>
    <message>
        <source>%1: colours from %2 to %3</source>
        <translation>%1: Farben von %2 bis %3</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>sounding</source>
        <translation>klingend</translation>
    </message>
</context>
<context>
    <name>soundlocus::ColorSwatch</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Turbo</source>
        <translation>Turbo</translation>
    </message>
    <message>
        <source>Jet (as in papers)</source>
        <translation>Jet (wie in Veröffentlichungen)</translation>
    </message>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ConsensusBox</name>
    <message>
        <source>Consensus map</source>
        <translation>Konsenskarte</translation>
    </message>
    <message>
        <source>What the layers that are shown agree on, over the picture: where at least two of them have a box</source>
        <translation>Worin die gezeigten Ebenen übereinstimmen, über dem Bild: wo mindestens zwei von ihnen einen Rahmen haben</translation>
    </message>
    <message>
        <source>No consensus map</source>
        <translation>Keine Konsenskarte</translation>
    </message>
    <message>
        <source>Consensus: Flickr-SoundNet</source>
        <translation>Konsens: Flickr-SoundNet</translation>
    </message>
    <message>
        <source>Consensus: union</source>
        <translation>Konsens: Vereinigung</translation>
    </message>
    <message>
        <source>Consensus: intersection</source>
        <translation>Konsens: Schnitt</translation>
    </message>
</context>
<context>
    <name>soundlocus::EditHint</name>
    <message>
        <source>Drag to draw a box · Shift: square · Esc: do not draw</source>
        <translation>Ziehen: Rahmen zeichnen · Umschalt: Quadrat · Esc: nicht zeichnen</translation>
    </message>
    <message>
        <source>Release to add the box · Shift: square · Esc: cancel</source>
        <translation>Loslassen: Rahmen hinzufügen · Umschalt: Quadrat · Esc: abbrechen</translation>
    </message>
    <message>
        <source>Release to put the box here · Esc: cancel</source>
        <translation>Loslassen: Rahmen hier ablegen · Esc: abbrechen</translation>
    </message>
    <message>
        <source>Release to keep this size · Shift: same shape · Esc: cancel</source>
        <translation>Loslassen: diese Größe behalten · Umschalt: gleiche Form · Esc: abbrechen</translation>
    </message>
    <message>
        <source>Arrows: one pixel · with Shift: ten · with Ctrl: right and lower edge · Esc: cancel</source>
        <translation>Pfeile: ein Pixel · mit Umschalt: zehn · mit Strg: rechte und untere Kante · Esc: abbrechen</translation>
    </message>
    <message>
        <source>Box of another annotator: click to select it, drag to draw your own</source>
        <translation>Rahmen eines anderen Annotators: Klick wählt ihn aus, Ziehen zeichnet einen eigenen</translation>
    </message>
    <message>
        <source>Click to select the box</source>
        <translation>Klick: Rahmen auswählen</translation>
    </message>
    <message>
        <source>Drag to move the box · Shift+click: select it as well</source>
        <translation>Ziehen: Rahmen verschieben · Umschalt+Klick: zusätzlich auswählen</translation>
    </message>
    <message>
        <source>Drag to resize the box · Shift: same shape</source>
        <translation>Ziehen: Rahmengröße ändern · Umschalt: gleiche Form</translation>
    </message>
    <message numerus="yes">
        <source>%1 · Tab: next of %n boxes here</source>
        <translation>
            <numerusform>%1 · Tab: nächster von %n Rahmen hier</numerusform>
            <numerusform>%1 · Tab: nächster von %n Rahmen hier</numerusform>
        </translation>
    </message>
    <message>
        <source>This project is only read: nothing can be drawn</source>
        <translation>Dieses Projekt wird nur gelesen: Es kann nichts gezeichnet werden</translation>
    </message>
    <message>
        <source>Choose an annotator to draw boxes</source>
        <translation>Wählen Sie einen Annotator, um Rahmen zu zeichnen</translation>
    </message>
    <message>
        <source>Show your own layer to draw boxes</source>
        <translation>Blenden Sie Ihre eigene Ebene ein, um Rahmen zu zeichnen</translation>
    </message>
    <message>
        <source>Drag to draw a box, click to deselect · Arrows: move the selected box · Ctrl+click: probe</source>
        <translation>Ziehen: Rahmen zeichnen, Klick: Auswahl aufheben · Pfeile: ausgewählten Rahmen verschieben · Strg+Klick: Punkt anheften</translation>
    </message>
    <message>
        <source>Drag to draw a box · Ctrl+click: probe</source>
        <translation>Ziehen: Rahmen zeichnen · Strg+Klick: Punkt anheften</translation>
    </message>
</context>
<context>
    <name>soundlocus::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>soundlocus::EngineProjectService</name>
    <message>
        <source>The project could not be opened</source>
        <translation>Das Projekt konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The project has changes that are stored nowhere; save a copy first</source>
        <translation>Das Projekt hat Änderungen, die nirgends gespeichert sind; speichern Sie zuerst eine Kopie</translation>
    </message>
    <message>
        <source>The copy could not be written</source>
        <translation>Die Kopie konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The media could not be added</source>
        <translation>Die Medien konnten nicht hinzugefügt werden</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be added</source>
        <translation>
            <numerusform>%n Datei konnte nicht hinzugefügt werden</numerusform>
            <numerusform>%n Dateien konnten nicht hinzugefügt werden</numerusform>
        </translation>
    </message>
    <message>
        <source>The media could not be located</source>
        <translation>Die Medien konnten nicht gefunden werden</translation>
    </message>
    <message>
        <source>The annotations could not be read</source>
        <translation>Die Annotationen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>The annotations could not be imported</source>
        <translation>Die Annotationen konnten nicht importiert werden</translation>
    </message>
    <message>
        <source>The annotations could not be exported</source>
        <translation>Die Annotationen konnten nicht exportiert werden</translation>
    </message>
    <message>
        <source>Reading media</source>
        <translation>Medien werden gelesen</translation>
    </message>
    <message>
        <source>The project could not be merged</source>
        <translation>Das Projekt konnte nicht zusammengeführt werden</translation>
    </message>
    <message>
        <source>The labels could not be read</source>
        <translation>Die Labels konnten nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>soundlocus::ExportCommands</name>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 ist geschrieben.</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>Save passage as video</source>
        <translation>Abschnitt als Video speichern</translation>
    </message>
    <message>
        <source>Save passage as numbers</source>
        <translation>Abschnitt als Zahlen speichern</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>Video (*.mp4)</translation>
    </message>
    <message>
        <source>NumPy arrays (*.npz)</source>
        <translation>NumPy-Felder (*.npz)</translation>
    </message>
    <message>
        <source>%1 heat map.%2</source>
        <comment>name of a file and its suffix</comment>
        <translation>%1 Heatmap.%2</translation>
    </message>
    <message>
        <source>The maps are written as the network hears it now, not with the file&apos;s own sound.</source>
        <translation>Die Karten werden so geschrieben, wie das Netz jetzt hört, nicht mit dem Ton der Datei.</translation>
    </message>
    <message>
        <source>To write those of the file&apos;s own sound, choose it in the panel “What if” and start again.</source>
        <translation>Für die des eigenen Tons diesen im Feld „Was wäre, wenn“ wählen und neu beginnen.</translation>
    </message>
    <message>
        <source>%1 heat map, other sound.%2</source>
        <comment>name of a file and its suffix</comment>
        <translation>%1 Heatmap, anderer Ton.%2</translation>
    </message>
    <message>
        <source>The heat map of this picture took too long: it is missing.</source>
        <translation>Die Heatmap dieses Bildes hat zu lange gedauert: Sie fehlt.</translation>
    </message>
    <message>
        <source>Wait until the status bar says “map of this frame”, and try again.</source>
        <translation>Warten Sie, bis in der Statusleiste „Karte dieses Bildes“ steht, und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>soundlocus::ExportProgress</name>
    <message>
        <source>Stop exporting</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n files</source>
        <translation>
            <numerusform>%n Datei wird geschrieben</numerusform>
            <numerusform>%n Dateien werden geschrieben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::FileCommands</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Load model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Checkpoints (%1);;All files (*)</source>
        <translation>Checkpoints (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose a sound</source>
        <translation>Ton auswählen</translation>
    </message>
    <message>
        <source>Video and sound (%1);;All files (*)</source>
        <translation>Video und Ton (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Video, sound, pictures, checkpoints and projects (%1 *.soundlocus);;All files (*)</source>
        <translation>Video, Ton, Bilder, Checkpoints und Projekte (%1 *.soundlocus);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>soundlocus::GeneralPage</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>&amp;Play a file when it is opened</source>
        <translation>Datei beim Öffnen &amp;abspielen</translation>
    </message>
    <message>
        <source>Open a file &amp;where it was left</source>
        <translation>Datei an der &amp;letzten Stelle öffnen</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Time to react</source>
        <translation>Reaktionszeit</translation>
    </message>
    <message>
        <source>From hearing something to pressing the key; taken off the times of sounding intervals that are marked while playing</source>
        <translation>Vom Hören bis zum Tastendruck; wird von den Zeiten klingender Abschnitte abgezogen, die beim Abspielen markiert werden</translation>
    </message>
    <message>
        <source>Time to &amp;react</source>
        <translation>&amp;Reaktionszeit</translation>
    </message>
    <message>
        <source>Pla&amp;y the next file of the list at the end</source>
        <translation>Am Ende die &amp;nächste Datei der Liste abspielen</translation>
    </message>
    <message>
        <source>&amp;Start with the file that was open last</source>
        <translation>Mit der zuletzt offenen Datei &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Forget recent files, models and projects</source>
        <translation>Zuletzt benutzte Dateien, Modelle und Projekte &amp;vergessen</translation>
    </message>
</context>
<context>
    <name>soundlocus::HeatmapPanel</name>
    <message>
        <source>Reset to defaults</source>
        <translation>Auf &amp;Voreinstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Computation</source>
        <translation>Berechnung</translation>
    </message>
</context>
<context>
    <name>soundlocus::HistoryCommands</name>
    <message>
        <source>“%1” was done here: %2, %3. Undo again to take it back.</source>
        <translation>„%1“ geschah hier: %2, %3. Noch einmal „Rückgängig“ nimmt es zurück.</translation>
    </message>
    <message>
        <source>“%1” was done here: %2, %3. Redo again to do it.</source>
        <translation>„%1“ geschah hier: %2, %3. Noch einmal „Wiederholen“ führt es aus.</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
</context>
<context>
    <name>soundlocus::ImportDialog</name>
    <message>
        <source>&amp;Leave out boxes without a pixel</source>
        <translation>Rahmen ohne Pixel &amp;auslassen</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>%1 found, %2 not found</source>
        <translation>%1 gefunden, %2 nicht gefunden</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>&amp;Problems (%1)</source>
        <translation>&amp;Probleme (%1)</translation>
    </message>
    <message>
        <source>Media not found</source>
        <translation>Nicht gefundene Medien</translation>
    </message>
    <message>
        <source>Media &amp;not found (%1)</source>
        <translation>&amp;Nicht gefundene Medien (%1)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>The import is one step: undo takes all of it back.</source>
        <translation>Der Import ist ein einziger Schritt: „Rückgängig“ nimmt ihn ganz zurück.</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… und %1 weitere</translation>
    </message>
    <message>
        <source>%1 clips, %2 tracks with %3 boxes, %4 labels, %5, %6 marks; %7 clips hold nothing</source>
        <translation>%1 Clips, %2 Spuren mit %3 Rahmen, %4 Labels, %5, %6 Marken; %7 Clips enthalten nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n annotator(s)</source>
        <translation>
            <numerusform>%n Annotator</numerusform>
            <numerusform>%n Annotatoren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::KeyFeedback</name>
    <message>
        <source>Speed %1×</source>
        <translation>Geschwindigkeit %1×</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>Lautstärke %1 %</translation>
    </message>
    <message>
        <source>%1: on</source>
        <comment>a command</comment>
        <translation>%1: an</translation>
    </message>
    <message>
        <source>%1: off</source>
        <comment>a command</comment>
        <translation>%1: aus</translation>
    </message>
    <message>
        <source>%1 · frame %2</source>
        <translation>%1 · Bild %2</translation>
    </message>
    <message>
        <source>Marker set</source>
        <translation>Marke gesetzt</translation>
    </message>
    <message>
        <source>Marker removed</source>
        <translation>Marke entfernt</translation>
    </message>
</context>
<context>
    <name>soundlocus::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>Annotation</translation>
    </message>
    <message>
        <source>Picture, timeline and mouse</source>
        <translation>Bild, Zeitleiste und Maus</translation>
    </message>
    <message>
        <source>Keys of commands can be changed in the settings.</source>
        <translation>Die Tasten der Befehle lassen sich in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>Auf dem Bild</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Bild verschieben</translation>
    </message>
    <message>
        <source>Middle button, or drag</source>
        <translation>Mittlere Taste, oder ziehen</translation>
    </message>
    <message>
        <source>Pin a point, or remove it</source>
        <translation>Punkt festhalten oder entfernen</translation>
    </message>
    <message>
        <source>Click, Ctrl+click while annotating</source>
        <translation>Klick, beim Annotieren Strg+Klick</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Fit window, original size</source>
        <translation>An Fenster anpassen, Originalgröße</translation>
    </message>
    <message>
        <source>%1 and arrows</source>
        <translation>%1 und Pfeile</translation>
    </message>
    <message>
        <source>Move the pinned point</source>
        <translation>Festgehaltenen Punkt verschieben</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>Trennlinie verschieben</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>Vollbild verlassen</translation>
    </message>
    <message>
        <source>On the timeline</source>
        <translation>Auf der Zeitleiste</translation>
    </message>
    <message>
        <source>Move along</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Shift+wheel, middle button</source>
        <translation>Umschalt+Mausrad, mittlere Taste</translation>
    </message>
    <message>
        <source>Loop a passage</source>
        <translation>Abschnitt wiederholen</translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation>Umschalt und ziehen</translation>
    </message>
    <message>
        <source>Fold or unfold a lane</source>
        <translation>Zeile ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Click on its name</source>
        <translation>Klick auf ihren Namen</translation>
    </message>
    <message>
        <source>Zoom, everything</source>
        <translation>Zoom, alles</translation>
    </message>
    <message>
        <source>To the beginning, to the end</source>
        <translation>Zum Anfang, zum Ende</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>In the playlist</source>
        <translation>In der Wiedergabeliste</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Take from the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Move in the list</source>
        <translation>In der Liste verschieben</translation>
    </message>
</context>
<context>
    <name>soundlocus::LabelModel</name>
    <message>
        <source>Double click to rename</source>
        <translation>Doppelklick zum Umbenennen</translation>
    </message>
    <message>
        <source>Digit from 1 to 9, or nothing</source>
        <translation>Ziffer von 1 bis 9 oder nichts</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
</context>
<context>
    <name>soundlocus::LabelsPanel</name>
    <message>
        <source>&amp;Colour…</source>
        <translation>&amp;Farbe …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>Neues Label</translation>
    </message>
    <message>
        <source>No labels yet. Type the name of what sounds, and press Return.</source>
        <translation>Noch keine Labels. Geben Sie den Namen dessen ein, was klingt, und drücken Sie die Eingabetaste.</translation>
    </message>
    <message>
        <source>Open a project to name what sounds.</source>
        <translation>Öffnen Sie ein Projekt, um zu benennen, was klingt.</translation>
    </message>
    <message>
        <source>Colour of the label</source>
        <translation>Farbe des Labels</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
</context>
<context>
    <name>soundlocus::LiveScore</name>
    <message>
        <source>No box on this frame</source>
        <translation>Kein Rahmen in diesem Bild</translation>
    </message>
    <message>
        <source>The heat map of this frame is damaged</source>
        <translation>Die Heatmap dieses Bildes ist beschädigt</translation>
    </message>
    <message>
        <source>The boxes mark no pixel</source>
        <translation>Die Rahmen markieren kein Pixel</translation>
    </message>
    <message>
        <source>cIoU, found</source>
        <translation>cIoU, gefunden</translation>
    </message>
    <message>
        <source>cIoU, not found</source>
        <translation>cIoU, nicht gefunden</translation>
    </message>
    <message>
        <source>at most %1 under this rule: the box is too small to be found</source>
        <translation>höchstens %1 nach dieser Regel: Der Rahmen ist zu klein, um gefunden zu werden</translation>
    </message>
    <message>
        <source>at most %1 under this rule</source>
        <translation>höchstens %1 nach dieser Regel</translation>
    </message>
    <message>
        <source>won: %1 %</source>
        <translation>getroffen: %1 %</translation>
    </message>
    <message>
        <source>missed: %1 %</source>
        <translation>verfehlt: %1 %</translation>
    </message>
    <message>
        <source>falsely claimed: %1 %</source>
        <translation>fälschlich beansprucht: %1 %</translation>
    </message>
    <message>
        <source>No score: this frame has no map of its own yet</source>
        <translation>Kein Wert: dieses Bild hat noch keine eigene Heatmap</translation>
    </message>
</context>
<context>
    <name>soundlocus::LocalizationEditor</name>
    <message>
        <source>Main map</source>
        <translation>Hauptkarte</translation>
    </message>
    <message>
        <source>Map it is compared with</source>
        <translation>Vergleichskarte</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Squashed to a square</source>
        <translation>Zum Quadrat gestaucht</translation>
    </message>
    <message>
        <source>As in the papers</source>
        <translation>Wie in den Veröffentlichungen</translation>
    </message>
    <message>
        <source>How the picture becomes what the network sees. “As in the papers” crops or squashes as the model&apos;s authors do, for scores</source>
        <translation>Wie aus dem Bild wird, was das Netz sieht. „Wie in den Veröffentlichungen“ schneidet zu oder staucht wie die Autoren des Modells, für Messwerte</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>How much sound around the frame is heard: short follows quick changes, long is steadier</source>
        <translation>Wie viel Ton um das Bild gehört wird: kurz folgt schnellen Wechseln, lang ist ruhiger</translation>
    </message>
    <message>
        <source>How often the sound is heard anew</source>
        <translation>Wie oft der Ton neu gehört wird</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>number of threads</comment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source> MiB</source>
        <comment>after a number</comment>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Maps that are kept, so that a passage seen before has its maps at once</source>
        <translation>Karten, die behalten werden, damit ein schon gesehener Abschnitt sie sofort hat</translation>
    </message>
    <message>
        <source>Appl&amp;ies to</source>
        <translation>Gilt &amp;für</translation>
    </message>
    <message>
        <source>Pict&amp;ure</source>
        <translation>&amp;Bild</translation>
    </message>
    <message>
        <source>Sound &amp;window</source>
        <translation>T&amp;onfenster</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Schritt</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>Gerä&amp;t</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>Th&amp;reads</translation>
    </message>
    <message>
        <source>&amp;Kept maps</source>
        <translation>Beha&amp;ltene Karten</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <comment>a device</comment>
        <translation>%1 (nicht vorhanden)</translation>
    </message>
    <message>
        <source>Compute ahead while idle</source>
        <translation>In Ruhe voraus berechnen</translation>
    </message>
</context>
<context>
    <name>soundlocus::LogPanel</name>
    <message>
        <source>debug</source>
        <comment>level of a log line</comment>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>info</source>
        <comment>level of a log line</comment>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>warning</source>
        <comment>level of a log line</comment>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <comment>level of a log line</comment>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Nothing to report.</source>
        <translation>Nichts zu berichten.</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>soundlocus::MainWindow</name>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>Wiedergabeliste</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>%1 – SoundLocus</source>
        <translation>%1 – SoundLocus</translation>
    </message>
    <message>
        <source>About SoundLocus</source>
        <translation>Über SoundLocus</translation>
    </message>
    <message>
        <source>SoundLocus %1</source>
        <translation>SoundLocus %1</translation>
    </message>
    <message>
        <source>Plays a video and shows where the sound comes from.

MIT licence. Uses Qt %1, LibTorch, FFmpeg and OpenCV under their own licences.</source>
        <translation>Spielt ein Video ab und zeigt, woher der Ton kommt.

MIT-Lizenz. Verwendet Qt %1, LibTorch, FFmpeg und OpenCV unter deren eigenen Lizenzen.</translation>
    </message>
    <message>
        <source>SoundLocus</source>
        <translation>SoundLocus</translation>
    </message>
    <message>
        <source>An export is not finished. Stop it and close?</source>
        <translation>Ein Export ist noch nicht fertig. Abbrechen und schließen?</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Abbrechen und schließen</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>Weiter exportieren</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Name of the marker:</source>
        <translation>Name der Marke:</translation>
    </message>
</context>
<context>
    <name>soundlocus::MergeDialog</name>
    <message>
        <source>Merge project</source>
        <translation>Projekt zusammenführen</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>nothing that the open project has not</source>
        <translation>nichts, was das offene Projekt nicht hat</translation>
    </message>
    <message>
        <source>%1 clips, %2 tracks with %3 boxes, %4 labels, %5 annotators, %6 marks; %7 clips learn something</source>
        <translation>%1 Clips, %2 Spuren mit %3 Rahmen, %4 Labels, %5 Annotatoren, %6 Marken; %7 Clips werden ergänzt</translation>
    </message>
    <message>
        <source>Brings</source>
        <translation>Bringt</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Zusammenführen</translation>
    </message>
    <message>
        <source>Merging is one step: undo takes all of it back.</source>
        <translation>Das Zusammenführen ist ein Schritt: Rückgängig nimmt alles zurück.</translation>
    </message>
</context>
<context>
    <name>soundlocus::ModelFacts</name>
    <message>
        <source>Demo model</source>
        <translation>Demomodell</translation>
    </message>
    <message>
        <source>%1 s at its own rate, %2 bands</source>
        <translation>%1 s in eigener Rate, %2 Bänder</translation>
    </message>
    <message>
        <source>%1 s at %2 Hz, %3 bands</source>
        <translation>%1 s bei %2 Hz, %3 Bänder</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Another family has the same tensors; the file&apos;s name, or a default, decided.</source>
        <translation>Eine andere Familie hat dieselben Tensoren; der Dateiname oder eine Vorgabe hat entschieden.</translation>
    </message>
</context>
<context>
    <name>soundlocus::ModelPanel</name>
    <message>
        <source>Arrangement of two maps</source>
        <translation>Anordnung zweier Karten</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Divider to drag</source>
        <translation>Trennlinie zum Ziehen</translation>
    </message>
    <message>
        <source>Main map only</source>
        <translation>Nur Hauptkarte</translation>
    </message>
    <message>
        <source>&amp;Two maps</source>
        <translation>&amp;Zwei Karten</translation>
    </message>
</context>
<context>
    <name>soundlocus::ModelSlotBox</name>
    <message>
        <source>Main map</source>
        <translation>Hauptkarte</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Model is loading</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>Laden …</translation>
    </message>
    <message>
        <source>Load model for the main map</source>
        <translation>Modell für die Hauptkarte laden</translation>
    </message>
    <message>
        <source>Load model to compare with</source>
        <translation>Vergleichsmodell laden</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>Zuletzt verwendete Modelle</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the main model</source>
        <translation>Hauptmodell entfernen</translation>
    </message>
    <message>
        <source>Remove the model compared with</source>
        <translation>Vergleichsmodell entfernen</translation>
    </message>
    <message>
        <source>Loading %1 …</source>
        <translation>%1 wird geladen …</translation>
    </message>
    <message>
        <source>No model is loaded, so there is no heat map. Load one, or drop a checkpoint on the window.</source>
        <translation>Ohne Modell gibt es keine Heatmap. Laden Sie eines oder ziehen Sie einen Checkpoint auf das Fenster.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>Sound window</source>
        <translation>Tonfenster</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Same model</source>
        <translation>Gleiches Modell</translation>
    </message>
    <message>
        <source>Loads the model of the main map here as well, to compare two settings or two sounds</source>
        <translation>Lädt das Modell der Hauptkarte auch hier, um zwei Einstellungen oder zwei Töne zu vergleichen</translation>
    </message>
    <message>
        <source>Load a second model to see two maps on one picture, or the same one, to compare two settings (panel “Heat map”) or two sounds (panel “What if”).</source>
        <translation>Laden Sie ein zweites Modell, um zwei Karten auf einem Bild zu sehen, oder das gleiche, um zwei Einstellungen (Feld „Heatmap“) oder zwei Töne (Feld „Was wäre, wenn“) zu vergleichen.</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>&amp;Liste leeren</translation>
    </message>
</context>
<context>
    <name>soundlocus::NoticeBar</name>
    <message>
        <source>%1: %2</source>
        <comment>a file and what is wrong with it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages waiting</comment>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::OverlayEditor</name>
    <message>
        <source>%1 %</source>
        <comment>per cent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation>Heatmap anzeigen</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Range of the colours</source>
        <translation>Farbbereich</translation>
    </message>
    <message>
        <source>Each frame by itself</source>
        <translation>Jedes Bild für sich</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>By itself, every frame uses all colours, whether anything sounds or not; fixed, colours mean the same similarity in all frames</source>
        <translation>Für sich nutzt jedes Bild alle Farben, ob etwas klingt oder nicht; fest bedeuten Farben in allen Bildern dieselbe Ähnlichkeit</translation>
    </message>
    <message>
        <source>Similarity of the lowest colour</source>
        <translation>Ähnlichkeit der untersten Farbe</translation>
    </message>
    <message>
        <source>Similarity of the highest colour</source>
        <translation>Ähnlichkeit der obersten Farbe</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Geglättet</translation>
    </message>
    <message>
        <source>As computed</source>
        <translation>Wie berechnet</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Best share of picture</source>
        <translation>Bester Anteil des Bildes</translation>
    </message>
    <message>
        <source>At similarity</source>
        <translation>Bei Ähnlichkeit</translation>
    </message>
    <message>
        <source>Place of the contour</source>
        <translation>Lage des Umrisses</translation>
    </message>
    <message>
        <source>Smoothing over time</source>
        <translation>Zeitliche Glättung</translation>
    </message>
    <message>
        <source>Share of earlier maps while playing</source>
        <translation>Anteil früherer Karten beim Abspielen</translation>
    </message>
    <message>
        <source>&amp;Opacity</source>
        <translation>Dec&amp;kkraft</translation>
    </message>
    <message>
        <source>Colou&amp;rs</source>
        <translation>Farbe&amp;n</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>Berei&amp;ch</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between the ends of a range</comment>
        <translation>bis</translation>
    </message>
    <message>
        <source>&amp;Cells</source>
        <translation>&amp;Zellen</translation>
    </message>
    <message>
        <source>Co&amp;ntour</source>
        <translation>&amp;Umriss</translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation>&amp;Glättung</translation>
    </message>
    <message>
        <source>least</source>
        <comment>similar</comment>
        <translation>am wenigsten</translation>
    </message>
    <message>
        <source>most similar</source>
        <translation>am ähnlichsten</translation>
    </message>
    <message>
        <source> %</source>
        <comment>per cent, after a number</comment>
        <translation> %</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold</source>
        <translation>Schwelle des Modells selbst</translation>
    </message>
    <message>
        <source>Above it the network was trained to see a source</source>
        <translation>Darüber lernte das Netz, eine Quelle zu sehen</translation>
    </message>
    <message>
        <source>This checkpoint does not say which threshold it was trained with</source>
        <translation>Dieser Checkpoint sagt nicht, mit welcher Schwelle er trainiert wurde</translation>
    </message>
</context>
<context>
    <name>soundlocus::PlaylistModel</name>
    <message>
        <source>%1 (cannot be opened)</source>
        <translation>%1 (nicht zu öffnen)</translation>
    </message>
</context>
<context>
    <name>soundlocus::PlaylistPanel</name>
    <message>
        <source>Nothing to play yet.
Drop files or a folder here.</source>
        <translation>Noch nichts abzuspielen.
Ziehen Sie Dateien oder einen Ordner hierher.</translation>
    </message>
    <message>
        <source>Files to play</source>
        <translation>Abzuspielende Dateien</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Take from the list</source>
        <translation>Aus der Liste &amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>&amp;Liste leeren</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectCommands</name>
    <message>
        <source>%1: opened, with remarks</source>
        <translation>%1: geöffnet, mit Anmerkungen</translation>
    </message>
    <message>
        <source>Annotations exported: %1</source>
        <translation>Annotationen exportiert: %1</translation>
    </message>
    <message>
        <source>Copy of the project written: %1</source>
        <translation>Kopie des Projekts geschrieben: %1</translation>
    </message>
    <message numerus="yes">
        <source>Media found of %n clip(s); none is missing.</source>
        <translation>
            <numerusform>Medien von %n Clip gefunden; keine fehlen.</numerusform>
            <numerusform>Medien von %n Clips gefunden; keine fehlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Media found of %1 clips; %2 are still missing.</source>
        <translation>Medien von %1 Clips gefunden; %2 fehlen noch.</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of the project could not be stored: %1

Close and lose them? A copy can be saved elsewhere first (Annotation › Project › Save a copy).</source>
        <translation>
            <numerusform>%n Schritt des Projekts konnte nicht gespeichert werden: %1

Schließen und ihn verlieren? Eine Kopie lässt sich vorher anderswo speichern (Annotation › Projekt › Kopie speichern).</numerusform>
            <numerusform>%n Schritte des Projekts konnten nicht gespeichert werden: %1

Schließen und sie verlieren? Eine Kopie lässt sich vorher anderswo speichern (Annotation › Projekt › Kopie speichern).</numerusform>
        </translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>SoundLocus projects (*%1)</source>
        <translation>SoundLocus-Projekte (*%1)</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>SoundLocus projects (*%1);;All files (*)</source>
        <translation>SoundLocus-Projekte (*%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save a copy of the project</source>
        <translation>Kopie des Projekts speichern</translation>
    </message>
    <message>
        <source>Add media to the project</source>
        <translation>Medien zum Projekt hinzufügen</translation>
    </message>
    <message>
        <source>Video, sound and pictures (%1);;All files (*)</source>
        <translation>Video, Ton und Bilder (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder to look for the media in</source>
        <translation>Ordner, in dem die Medien gesucht werden</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>Annotations (*.json *.xml *.tsv *.csv *.jsonl *.yaml *.txt);;All files (*)</source>
        <translation>Annotationen (*.json *.xml *.tsv *.csv *.jsonl *.yaml *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Merge project</source>
        <translation>Projekt zusammenführen</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n label(s) read; those that were not there are added.</source>
        <translation>
            <numerusform>%1: %n Label gelesen; was fehlte, ist hinzugefügt.</numerusform>
            <numerusform>%1: %n Labels gelesen; was fehlte, ist hinzugefügt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Labels importieren</translation>
    </message>
    <message>
        <source>Lists of names, one a line or in the first column (*.txt *.csv);;All files (*)</source>
        <translation>Namenslisten, einer je Zeile oder in der ersten Spalte (*.txt *.csv);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectIndicator</name>
    <message>
        <source>State of the project</source>
        <translation>Zustand des Projekts</translation>
    </message>
    <message>
        <source>%1: opening…</source>
        <translation>%1: wird geöffnet …</translation>
    </message>
    <message>
        <source>%1: ✓ stored</source>
        <translation>%1: ✓ gespeichert</translation>
    </message>
    <message>
        <source>%1: storing…</source>
        <translation>%1: wird gespeichert …</translation>
    </message>
    <message numerus="yes">
        <source>%1: ⚠ %n step(s) not stored, trying again</source>
        <translation>
            <numerusform>%1: ⚠ %n Schritt nicht gespeichert, wird erneut versucht</numerusform>
            <numerusform>%1: ⚠ %n Schritte nicht gespeichert, wird erneut versucht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: read only</source>
        <translation>%1: schreibgeschützt</translation>
    </message>
    <message>
        <source>%1: read only, %2</source>
        <translation>%1: schreibgeschützt, %2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectProgress</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProposalCommands</name>
    <message>
        <source>There is no heat map of this picture yet.</source>
        <translation>Zu diesem Bild gibt es noch keine Heatmap.</translation>
    </message>
    <message>
        <source>No heat maps were shown here yet; play the passage first.</source>
        <translation>Hier wurden noch keine Heatmaps gezeigt; spielen Sie den Abschnitt zuerst ab.</translation>
    </message>
    <message>
        <source>Proposed box: %1 accepts it, %2 accepts and selects it, %3 refuses it.</source>
        <translation>Vorgeschlagener Rahmen: %1 nimmt ihn an, %2 nimmt ihn an und wählt ihn aus, %3 lehnt ihn ab.</translation>
    </message>
</context>
<context>
    <name>soundlocus::ReviewCommands</name>
    <message>
        <source>This is the last clip.</source>
        <translation>Das ist der letzte Clip.</translation>
    </message>
    <message>
        <source>This is the first clip.</source>
        <translation>Das ist der erste Clip.</translation>
    </message>
    <message>
        <source>No other clip is to do.</source>
        <translation>Sonst ist kein Clip mehr zu bearbeiten.</translation>
    </message>
    <message>
        <source>No mark of yours is there.</source>
        <translation>Dort ist keine eigene Marke.</translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s) removed from the project; undo brings them back.</source>
        <translation>
            <numerusform>%n Clip aus dem Projekt entfernt; Rückgängig bringt ihn zurück.</numerusform>
            <numerusform>%n Clips aus dem Projekt entfernt; Rückgängig bringt sie zurück.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ScoreLane</name>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>Fills in where a box meets a heat map</source>
        <translation>Füllt sich, wo ein Rahmen auf eine Heatmap trifft</translation>
    </message>
</context>
<context>
    <name>soundlocus::ScorePanel</name>
    <message>
        <source>cIoU of this picture</source>
        <translation>cIoU dieses Bildes</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Thresh&amp;old</source>
        <translation>S&amp;chwelle</translation>
    </message>
    <message>
        <source>R&amp;ule</source>
        <translation>Re&amp;gel</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Draw a box on a picture that has a heat map.</source>
        <translation>Zeichnen Sie einen Rahmen in ein Bild, das eine Heatmap hat.</translation>
    </message>
    <message>
        <source>✓ found (%1 or more)</source>
        <translation>✓ gefunden (%1 oder mehr)</translation>
    </message>
    <message>
        <source>✗ not found (below %1)</source>
        <translation>✗ nicht gefunden (unter %1)</translation>
    </message>
    <message>
        <source>⚠ These boxes allow %1 at most under the rule: no map can find them.</source>
        <translation>⚠ Diese Rahmen lassen nach der Regel höchstens %1 zu: Keine Karte kann sie finden.</translation>
    </message>
    <message>
        <source>These boxes allow %1 at most.</source>
        <translation>Diese Rahmen lassen höchstens %1 zu.</translation>
    </message>
    <message>
        <source>no frame with a box and a heat map yet</source>
        <translation>noch kein Bild mit Rahmen und Heatmap</translation>
    </message>
    <message numerus="yes">
        <source>mean %1 · found %2 % · AUC %3 (%n frame(s))</source>
        <translation>
            <numerusform>Mittel %1 · gefunden %2 % · AUC %3 (%n Bild)</numerusform>
            <numerusform>Mittel %1 · gefunden %2 % · AUC %3 (%n Bilder)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ScoreStyle</name>
    <message>
        <source>Top 50 % (SSL-TIE, LVS)</source>
        <translation>Beste 50 % (SSL-TIE, LVS)</translation>
    </message>
    <message>
        <source>Consensus (Flickr-SoundNet)</source>
        <translation>Konsens (Flickr-SoundNet)</translation>
    </message>
    <message>
        <source>Top 50 %, ≥ (EZ-VSL)</source>
        <translation>Beste 50 %, ≥ (EZ-VSL)</translation>
    </message>
    <message>
        <source>Adaptive (as many pixels as marked)</source>
        <translation>Adaptiv (so viele Pixel wie markiert)</translation>
    </message>
    <message>
        <source>Absolute threshold</source>
        <translation>Absolute Schwelle</translation>
    </message>
</context>
<context>
    <name>soundlocus::Session</name>
    <message>
        <source>The device chosen for the heat map cannot be used; the processor computes it.</source>
        <translation>Das für die Heatmap gewählte Gerät ist nicht nutzbar; der Prozessor berechnet sie.</translation>
    </message>
    <message>
        <source>%1: no video, sound or picture is in this folder.</source>
        <translation>%1: In diesem Ordner ist weder Video noch Ton noch Bild.</translation>
    </message>
</context>
<context>
    <name>soundlocus::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>soundlocus::ShortcutsPage</name>
    <message>
        <source>Find a command or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>&amp;Assign</source>
        <translation>&amp;Zuweisen</translation>
    </message>
    <message>
        <source>&amp;No key</source>
        <translation>&amp;Keine Taste</translation>
    </message>
    <message>
        <source>&amp;Restore default</source>
        <translation>&amp;Voreinstellung</translation>
    </message>
    <message>
        <source>Restore a&amp;ll defaults</source>
        <translation>&amp;Alle Voreinstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>New &amp;key</source>
        <translation>Neue &amp;Taste</translation>
    </message>
    <message>
        <source>Select a command to change its keys.</source>
        <translation>Wählen Sie einen Befehl, um seine Tasten zu ändern.</translation>
    </message>
    <message>
        <source>Press the new key for “%1”.</source>
        <translation>Drücken Sie die neue Taste für „%1“.</translation>
    </message>
    <message>
        <source>Key preset</source>
        <translation>Tastenvorlage</translation>
    </message>
    <message>
        <source>Gives all commands the keys that another program has; keys of your own are lost</source>
        <translation>Gibt allen Befehlen die Tasten eines anderen Programms; eigene Tasten gehen verloren</translation>
    </message>
    <message>
        <source>Key &amp;preset</source>
        <translation>Tastenvor&amp;lage</translation>
    </message>
    <message>
        <source>The command has this key and no other</source>
        <translation>Der Befehl hat diese Taste und keine andere</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>The command has this key besides those it has</source>
        <translation>Der Befehl hat diese Taste zusätzlich zu seinen anderen</translation>
    </message>
    <message>
        <source>%1 belongs to %2; assigning takes it from there.</source>
        <translation>%1 gehört zu %2; das Zuweisen nimmt sie dort weg.</translation>
    </message>
    <message>
        <source>Press the new key for “%1”. Its defaults (%2) belong to %3 now; restoring takes them from there.</source>
        <translation>Drücken Sie die neue Taste für „%1“. Seine Vorgaben (%2) gehören jetzt zu %3; das Zurücksetzen nimmt sie dort weg.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a command</comment>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>soundlocus::ShownBoxes</name>
    <message>
        <source>no label</source>
        <translation>ohne Label</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>label of a box, and who drew it</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>proposed by the heat map</source>
        <translation>von der Heatmap vorgeschlagen</translation>
    </message>
    <message>
        <source>proposed by the tracker</source>
        <translation>vom Tracker vorgeschlagen</translation>
    </message>
</context>
<context>
    <name>soundlocus::SimilarityLane</name>
    <message>
        <source>peak; probe dashed</source>
        <translation>Maximum; Punkt gestrichelt</translation>
    </message>
    <message>
        <source>peak of the map</source>
        <translation>Maximum der Karte</translation>
    </message>
</context>
<context>
    <name>soundlocus::SoundingCommands</name>
    <message>
        <source>Listening: let the key go, or press it again, when it falls silent.</source>
        <translation>Markierung läuft: Lassen Sie die Taste los oder drücken Sie sie noch einmal, wenn die Quelle verstummt.</translation>
    </message>
    <message>
        <source>No onset within %1 ms of where the interval begins.</source>
        <translation>Kein Einsatz im Umkreis von %1 ms um den Anfang des Abschnitts.</translation>
    </message>
    <message>
        <source>No selected track is marked as sounding there.</source>
        <translation>Keine ausgewählte Spur ist dort als klingend markiert.</translation>
    </message>
</context>
<context>
    <name>soundlocus::SoundingLane</name>
    <message>
        <source>When the selected source sounds: mark it while you listen</source>
        <translation>Wann die ausgewählte Quelle klingt: beim Zuhören markieren</translation>
    </message>
</context>
<context>
    <name>soundlocus::SpectrogramLane</name>
    <message>
        <source>This file has no sound</source>
        <translation>Diese Datei hat keinen Ton</translation>
    </message>
</context>
<context>
    <name>soundlocus::StatusIndicators</name>
    <message>
        <source>loading model…</source>
        <translation>Modell wird geladen …</translation>
    </message>
    <message>
        <source>Age of the map</source>
        <translation>Alter der Karte</translation>
    </message>
    <message>
        <source>map of this frame</source>
        <translation>Karte dieses Bildes</translation>
    </message>
    <message>
        <source>Rate of the maps</source>
        <translation>Rate der Karten</translation>
    </message>
    <message>
        <source>%1 maps/s</source>
        <translation>%1 Karten/s</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Tongerät</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>One map takes %1 ms</source>
        <translation>Eine Karte braucht %1 ms</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>frame %1 / %2</source>
        <translation>Bild %1 / %2</translation>
    </message>
    <message>
        <source>frame – / %1</source>
        <translation>Bild – / %1</translation>
    </message>
    <message>
        <source>map %1 ms old</source>
        <translation>Karte %1 ms alt</translation>
    </message>
    <message numerus="yes">
        <source>%n dropped</source>
        <comment>pictures</comment>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>no sound device</source>
        <translation>kein Tongerät</translation>
    </message>
    <message>
        <source>Pictures that came too late, packets that could not be decoded</source>
        <translation>Zu spät gekommene Bilder, nicht lesbare Datenpakete</translation>
    </message>
    <message numerus="yes">
        <source>, %n damaged</source>
        <comment>packets</comment>
        <translation>
            <numerusform>, %n beschädigt</numerusform>
            <numerusform>, %n beschädigt</numerusform>
        </translation>
    </message>
    <message>
        <source>no sound in the file</source>
        <translation>kein Ton in der Datei</translation>
    </message>
</context>
<context>
    <name>soundlocus::TimelineOverview</name>
    <message>
        <source>Overview of the file</source>
        <translation>Überblick über die Datei</translation>
    </message>
    <message>
        <source>Drag the frame to scroll, its ends to zoom; double-click to show everything.</source>
        <translation>Den Rahmen ziehen, um zu rollen, seine Enden, um zu vergrößern; Doppelklick zeigt alles.</translation>
    </message>
</context>
<context>
    <name>soundlocus::TimelineWidget</name>
    <message>
        <source>%1  frame %2</source>
        <translation>%1  Bild %2</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Waveform, spectrogram and similarity over time. Home and End jump, plus and minus zoom, 0 shows everything.</source>
        <translation>Wellenform, Spektrogramm und Ähnlichkeit über die Zeit. Pos1 und Ende springen, Plus und Minus vergrößern und verkleinern, 0 zeigt alles.</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1, Bild %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>A still picture has no timeline.</source>
        <translation>Ein Standbild hat keine Zeitleiste.</translation>
    </message>
    <message>
        <source>Open a video or a sound: its waveform, spectrogram and similarity over time appear here.</source>
        <translation>Öffnen Sie ein Video oder einen Ton: Wellenform, Spektrogramm und Ähnlichkeit erscheinen hier.</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Sounding</source>
        <translation>Klingend</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>cIoU</source>
        <translation>cIoU</translation>
    </message>
</context>
<context>
    <name>soundlocus::TrackCommands</name>
    <message>
        <source>Label &amp;%1</source>
        <translation>Label &amp;%1</translation>
    </message>
    <message>
        <source>Label &amp;%1: %2</source>
        <translation>Label &amp;%1: %2</translation>
    </message>
    <message>
        <source>Label over the passage</source>
        <translation>Label im Abschnitt</translation>
    </message>
    <message>
        <source>Label from here on</source>
        <translation>Label ab hier</translation>
    </message>
    <message>
        <source>No selected track has another label there.</source>
        <translation>Keine ausgewählte Spur hat dort ein anderes Label.</translation>
    </message>
    <message>
        <source>Rename track</source>
        <translation>Spur umbenennen</translation>
    </message>
    <message>
        <source>What tells this track from others of its label; empty: nothing</source>
        <translation>Was diese Spur von anderen ihres Labels unterscheidet; leer: nichts</translation>
    </message>
    <message>
        <source>No label has the key %1. Labels are made in the panel Labels.</source>
        <translation>Kein Label hat die Taste %1. Labels werden im Bereich Labels angelegt.</translation>
    </message>
</context>
<context>
    <name>soundlocus::TrackModel</name>
    <message>
        <source>source %1</source>
        <translation>Quelle %1</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>nicht hier</translation>
    </message>
    <message>
        <source>occluded ◆</source>
        <translation>verdeckt ◆</translation>
    </message>
    <message>
        <source>occluded</source>
        <translation>verdeckt</translation>
    </message>
    <message>
        <source>key frame ◆</source>
        <translation>Schlüsselbild ◆</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>sichtbar</translation>
    </message>
    <message numerus="yes">
        <source>%n key frame(s)</source>
        <translation>
            <numerusform>%n Schlüsselbild</numerusform>
            <numerusform>%n Schlüsselbilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>name and label of a track</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>soundlocus::TracksLane</name>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n Spur</numerusform>
            <numerusform>%n Spuren</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw a box in the picture: its track appears here</source>
        <translation>Zeichnen Sie einen Rahmen ins Bild: Seine Spur erscheint hier</translation>
    </message>
</context>
<context>
    <name>soundlocus::TracksPanel</name>
    <message>
        <source>Tracks of the clip</source>
        <translation>Spuren des Clips</translation>
    </message>
    <message>
        <source>Nothing is drawn yet. Press %1 and drag a box around what sounds.</source>
        <translation>Noch ist nichts gezeichnet. Drücken Sie %1 und ziehen Sie einen Rahmen um das, was klingt.</translation>
    </message>
    <message>
        <source>Open a clip of the project.</source>
        <translation>Öffnen Sie einen Clip des Projekts.</translation>
    </message>
    <message>
        <source>Open a project to draw boxes.</source>
        <translation>Öffnen Sie ein Projekt, um Rahmen zu zeichnen.</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Label</translation>
    </message>
</context>
<context>
    <name>soundlocus::TransportBar</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time of the picture shown; type another and press Return</source>
        <translation>Zeit des gezeigten Bildes; eine andere eingeben und die Eingabetaste drücken</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>Bildnummer</translation>
    </message>
    <message>
        <source>Number of the picture shown, counted from 0; type another and press Return</source>
        <translation>Nummer des gezeigten Bildes, von 0 an gezählt; eine andere eingeben und die Eingabetaste drücken</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Speed; the pitch stays</source>
        <translation>Geschwindigkeit; die Tonhöhe bleibt</translation>
    </message>
    <message>
        <source>%1×</source>
        <comment>speed</comment>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>/ %1</source>
        <comment>of a duration or a number</comment>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>/ –</source>
        <comment>of a number that is not known</comment>
        <translation>/ –</translation>
    </message>
    <message>
        <source>/ about %1</source>
        <comment>of a number that is estimated</comment>
        <translation>/ etwa %1</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>Lautstärke %1 %</translation>
    </message>
</context>
<context>
    <name>soundlocus::VideoCanvas</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet …</translation>
    </message>
    <message>
        <source>Video with heat map. %1</source>
        <translation>Video mit Heatmap. %1</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Open a video to see where its sound comes from</source>
        <translation>Öffnen Sie ein Video, um zu sehen, woher sein Ton kommt</translation>
    </message>
    <message>
        <source>Drop a file or a folder here, or press %1.</source>
        <translation>Ziehen Sie eine Datei oder einen Ordner hierher oder drücken Sie %1.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>the picture, and what is drawn on it</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>soundlocus::Viewer</name>
    <message>
        <source>This file has only sound</source>
        <translation>Diese Datei hat nur Ton</translation>
    </message>
    <message>
        <source>A picture is needed to show where it comes from.</source>
        <translation>Um zu zeigen, woher er kommt, wird ein Bild gebraucht.</translation>
    </message>
    <message>
        <source>%1, hears silence</source>
        <translation>%1, hört Stille</translation>
    </message>
    <message>
        <source>%1, hears noise</source>
        <translation>%1, hört Rauschen</translation>
    </message>
    <message>
        <source>%1, hears %2</source>
        <translation>%1, hört %2</translation>
    </message>
    <message>
        <source>%1, hears some objects</source>
        <translation>%1, hört einige Objekte</translation>
    </message>
    <message>
        <source>Similarity under the pointer: %1. Click to pin the point.</source>
        <translation>Ähnlichkeit unter dem Zeiger: %1. Ein Klick heftet den Punkt an.</translation>
    </message>
    <message>
        <source>The picture of this file cannot be decoded</source>
        <translation>Das Bild dieser Datei lässt sich nicht dekodieren</translation>
    </message>
    <message>
        <source>Its sound plays; the message above says what is wrong.</source>
        <translation>Der Ton spielt; die Meldung oben sagt, was nicht stimmt.</translation>
    </message>
    <message>
        <source>Similarity %1</source>
        <translation>Ähnlichkeit %1</translation>
    </message>
</context>
<context>
    <name>soundlocus::WaveformLane</name>
    <message>
        <source>enlarged %1 times</source>
        <translation>%1-fach vergrößert</translation>
    </message>
    <message>
        <source>This file has no sound</source>
        <translation>Diese Datei hat keinen Ton</translation>
    </message>
</context>
<context>
    <name>soundlocus::WhatIfPanel</name>
    <message>
        <source>The file&apos;s &amp;own sound</source>
        <translation>Der ei&amp;gene Ton der Datei</translation>
    </message>
    <message>
        <source>&amp;Silence</source>
        <translation>&amp;Stille</translation>
    </message>
    <message>
        <source>&amp;Noise</source>
        <translation>&amp;Rauschen</translation>
    </message>
    <message>
        <source>Only some ob&amp;jects of the scene</source>
        <translation>Nur einige &amp;Objekte der Szene</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Choose the file to be heard</source>
        <translation>Die Datei auswählen, die gehört wird</translation>
    </message>
    <message>
        <source>For composed scenes, whose sounds are kept apart</source>
        <translation>Für zusammengesetzte Szenen, deren Töne getrennt vorliegen</translation>
    </message>
    <message>
        <source>&amp;Compare with own sound</source>
        <translation>Mit eigenem Ton &amp;vergleichen</translation>
    </message>
    <message>
        <source>Shows a second map of the same model, which hears the file&apos;s own sound</source>
        <translation>Zeigt eine zweite Karte desselben Modells, das den eigenen Ton der Datei hört</translation>
    </message>
    <message>
        <source>What if the network heard something else? You go on hearing the file.</source>
        <translation>Was wäre, wenn das Netz etwas anderes hörte? Sie selbst hören weiter die Datei.</translation>
    </message>
    <message>
        <source>Whether the network hears this object</source>
        <translation>Ob das Netz dieses Objekt hört</translation>
    </message>
    <message>
        <source>The sound of ano&amp;ther file</source>
        <translation>Der &amp;Ton einer anderen Datei</translation>
    </message>
    <message>
        <source>The map compared with hears it too</source>
        <translation>Die Vergleichskarte hört es auch</translation>
    </message>
</context>
<context>
    <name>soundlocus::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Heat map</source>
        <translation>&amp;Heatmap</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Export</translation>
    </message>
    <message>
        <source>He&amp;lp</source>
        <translation>H&amp;ilfe</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Felder</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>&amp;Liste leeren</translation>
    </message>
    <message>
        <source>&amp;Annotation</source>
        <translation>A&amp;nnotation</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>&amp;Track</source>
        <translation>&amp;Spur</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>&amp;Ton</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>La&amp;bel</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>Prüf&amp;ung</translation>
    </message>
    <message>
        <source>Open r&amp;ecent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Lanes of the timeline</source>
        <translation>&amp;Zeilen der Zeitleiste</translation>
    </message>
</context>
</TS>
