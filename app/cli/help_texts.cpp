// SPDX-License-Identifier: MIT
#include "app/cli/help_texts.h"

namespace soundlocus::cli {

const HelpTexts &programHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli - shows where in a picture or a video a sound comes from",
            .synopsis = R"(  soundlocus-cli COMMAND [OPTION]...
  soundlocus-cli COMMAND --help
  soundlocus-cli --version)",
            .description =
                    R"(Runs published networks for visual sound source localisation (SSL-TIE, LVS,
SSL-Align, EZ-VSL, FNAC, SLAVC) on videos, and on pictures with a sound.)",
            .trailer = R"(EXAMPLES
  soundlocus-cli localize dog.mp4 --checkpoint flickr144k.pth.tar --out results
  soundlocus-cli inspect dog.mp4 flickr144k.pth.tar
  soundlocus-cli evaluate --table test.tsv --checkpoint flickr144k.pth.tar
  soundlocus-cli doctor

EXIT STATUS
  0    everything was done
  1    some inputs failed; they are listed, the others are done
  2    wrong usage; nothing was done
  130  interrupted (Ctrl-C); only whole files are left

ENVIRONMENT
  SOUNDLOCUS_RUNTIME    the library that runs networks, where it is not beside the program
  SOUNDLOCUS_CACHE_DIR  cache folder; else $XDG_CACHE_HOME/soundlocus, ~/.cache/soundlocus
  OMP_WAIT_POLICY       set to "passive" unless you set it: threads that wait for each other
                        leave the processor to decoding and encoding
  NO_COLOR              no colours on the terminal)"};
    return texts;
}

const HelpTexts &localizeHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli localize - shows where a sound comes from",
            .synopsis =
                    R"(  soundlocus-cli localize INPUT... --checkpoint FILE [--out DIR] [OPTION]...
  soundlocus-cli localize --table TABLE --checkpoint FILE --heatmaps npy --out DIR)",
            .description =
                    R"(For every INPUT the network compares each place of the picture with the sound. Written to DIR
per input, where NAME is the input's name without its extension (with it where two inputs would
get the same name):

  NAME_overlay.mp4   the video under a coloured map, same times and rate, with its sound
                     (NAME_overlay.png for a picture)
  NAME.tsv           one line per picture: frame, time, place and value of the peak, mean
                     similarity, area above the threshold
  NAME_sheet.png     a contact sheet of the overlay
  NAME.npz, NAME.npy + NAME.json, or NAME_maps/: the raw maps (--heatmaps)

and one line on the terminal that says where the sound comes from.

INPUT is
    a video with sound;
    PICTURE+SOUND or VIDEO+SOUND, two files joined by a plus sign: dog.jpg+dog.wav;
    a picture, when a sound of the same name lies beside it or is given too (dog.jpg dog.wav);
    a folder: all videos, and all pictures with a sound of the same name, in it and below it;
    a pattern in quotes: 'clips/*.mp4'.
Write -- before names that begin with a minus sign, or ./ in front of them.

Without --table the sound around a frame is a window of 3 s, centred, one window per second; a
picture takes its whole sound, cut as the network's own test code does.

With --table every row gives DIR/ID.npy: the raw map before up-sampling, float32 [h, w], on the
network's own scale; a row with a video and no time gives [frames, h, w] and ID.json with the
times. Pictures are then cropped and sounds cut as the network's own test code does (--fit,
--window change that), and nothing else is written.)",
            .trailer = R"(TIMES
Seconds (12.5) or [hh:]mm:ss.sss (1:02.5), on the axis of the file as players show it.

OUTPUT TABLE
Tab-separated, with a header: frame (number from 0), pts_s, peak_x and peak_y (0 to 1 of the
frame, from the top left), peak, mean (similarity on the network's own scale), area (share of
the map above the threshold: that of --contour, else half way between the lowest and the highest
value of the picture).

TABLE
Tab-separated, with a header; columns id, picture or video (and time_s), sound (optional for a
video), boxes, class, group; paths relative to the table.

EVENTS
With --events every line is a JSON object with "event": "started", "progress", "finished",
"failed", "summary" and "time_s" since the start.

EXAMPLES
  soundlocus-cli localize dog.mp4 --checkpoint flickr144k.pth.tar
  soundlocus-cli localize photo.jpg+bark.wav -c vggsound144k.pth.tar --colormap jet
  soundlocus-cli localize concert.mp4 -c model.pth --start 1:30 --end 1:40 --heatmaps npz
  soundlocus-cli localize clips/ -c model.pth -o out --no-video --events - > events.jsonl

EXIT STATUS
  0    everything was done
  1    some inputs failed; they are listed, the others are done
  2    wrong usage; nothing was done
  130  interrupted (Ctrl-C); only whole files are left

SEE ALSO
soundlocus-cli --help for the environment; soundlocus-cli inspect for what a file holds.)"};
    return texts;
}

const HelpTexts &inspectHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli inspect - tells what a media file or a checkpoint holds",
            .synopsis = R"(  soundlocus-cli inspect FILE... [--json])",
            .description =
                    R"(Media: kind, duration, picture and sound streams with codec, size, rate, rotation, pixel
aspect, number of frames (known or estimated), channel layout, and what is odd about the file.

Checkpoints (.pth, .pth.tar, .pt, .safetensors): family, number of parameters, width, epoch and
metrics stored in it, and the tensors that are missing, unexpected or of the wrong shape.
Nothing in a checkpoint is ever executed.

The two are told apart by content, not by name.)",
            .trailer = R"(EXAMPLES
  soundlocus-cli inspect dog.mp4
  soundlocus-cli inspect --json best.pth | jq .family

EXIT STATUS
  0    every file was read
  1    some files could not be read; they are listed
  2    wrong usage)"};
    return texts;
}

const HelpTexts &doctorHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli doctor - checks this installation and this machine",
            .synopsis = R"(  soundlocus-cli doctor [--json] [--out DIR])",
            .description =
                    R"(Prints the versions in use (SoundLocus, LibTorch, FFmpeg, OpenCV), the devices networks can
run on, and why there is no GPU where there is none. Runs a small network on each device and
compares its map with stored values (1e-3 on the cosine scale). Checks free memory, free disk
space in DIR, and whether the cache folder can be written.)",
            .trailer = R"(EXAMPLES
  soundlocus-cli doctor
  soundlocus-cli doctor --json > machine.json

FILES
  ~/.cache/soundlocus   cache folder (see ENVIRONMENT in soundlocus-cli --help)

EXIT STATUS
  0    all is well
  1    something is wrong; it is named
  2    wrong usage)"};
    return texts;
}

const HelpTexts &evaluateHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli evaluate - scores a network, or finished maps, on a test set",
            .synopsis =
                    R"(  soundlocus-cli evaluate --table TABLE (--checkpoint FILE | --maps DIR) [OPTION]...
  soundlocus-cli evaluate --benchmark vggss|flickr --root DIR
                          (--checkpoint FILE | --maps DIR) [OPTION]...)",
            .description =
                    R"(Prints cIoU at 0.5 and AUC by the paper's rule, the same with the adaptive threshold (as many
pixels as the ground truth has), and the pointing game; beside them what a centred disc and an
all-ones map get (floors) and the best that any map could get (ceiling) on the same samples.
Rows that share a group are one picture with several sounds: "swap" is the share of rows whose
map is higher in their own box than in every other row's.

Maps come from a checkpoint, or from DIR/ID.npy written by `localize --table` or any other
program: float32 [h, w], or [frames, h, w] with ID.json ({"times_s": [...]}).)",
            .trailer = R"(TABLE
Tab-separated, with a header; columns id, picture or video + time_s, sound (optional for a
video), boxes (JSON list of [x0, y0, x1, y1] in 0..1; one such list per annotator in a list),
class, group (optional); paths relative to the table.

FILES
  DIR/report.json   n, ciou_at_50, auc, mean_ciou, adaptive_ciou_at_50, adaptive_auc, pointing,
                    floors, ceiling, swap, swap_all, settings, versions
  DIR/samples.tsv   one line per sample

EXAMPLES
  soundlocus-cli evaluate --table test.tsv --checkpoint model.pth --out report
  soundlocus-cli evaluate --benchmark flickr --root flickr_test -c flickr144k.pth.tar
  soundlocus-cli evaluate --table test.tsv --maps other_program/maps --rule ssltie

EXIT STATUS
  0    every sample was scored
  1    some samples failed (they are listed, the others are scored), or all of it
  2    wrong usage
  130  interrupted (Ctrl-C); nothing was written)"};
    return texts;
}

const HelpTexts &prepareHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli prepare - turns clips into a store to train on",
            .synopsis =
                    R"(  soundlocus-cli prepare (--table TABLE | --data DIR) --out STORE [OPTION]...
  soundlocus-cli prepare --layout NAME DIR [--list FILE] --out STORE [OPTION]...)",
            .description =
                    R"(Reads every clip once and puts into STORE what training needs of it: one picture (JPEG, scaled
down to a short side of 256 pixels) and its sound (mono, 16-bit FLAC, at its own rate, at most
20 s). Training from STORE reads no video any more.

The picture of a video is the one at its time, else the one in its middle. Of a longer sound the
20 s around that time are kept; of the sound of a still picture the first 20 s.

Left out, with the reason in STORE/report.tsv:
  missing     a file is not there
  unreadable  it cannot be decoded
  still       the pictures of the video do not change (32 x 32 miniatures, 3 of 255 levels)
  silent      there is no sound, or it is below -60 dB (RMS)
  short       the sound is shorter than 0.5 s
--keep keeps clips in spite of one of the last three.

The same command again goes on where it ended, even after kill -9 or a power cut: what is done is
passed over, missing and unreadable clips are tried again, and rows that were added to the list
are added to STORE. One process at a time may prepare a store; any number may read it.)",
            .trailer = R"(TABLE
Tab-separated (or .csv, or .jsonl with one object a line), with a header; columns id, picture or
video, time_s (or time), sound (optional for a video), and for those who have them boxes, class,
group, level (difficulty, 0 to 1); paths relative to the table. See localize --help.

LAYOUTS
  ssltie-vggsound  total_video_frames/ID/125.jpg and total_video_3s_audio/ID.wav
  ssltie-flickr    frames/ITEM/00000003.jpg and mp3/ITEM.mp3, ITEM as in the list:
                   videos/0/0/0/2615133000.mp4
  lvs, ezvsl       frames/ID.jpg and audio/ID.wav (also SLAVC, FNAC)
Lists hold one ID or ITEM a line; what stands behind a comma is passed over.

FILES
  STORE/index.sqlite     tables `items` (list, state, reason) and `media` (place, checksum)
  STORE/media-0000.bin   the JPEG and FLAC files one behind the other, 1 GiB a file
  STORE/report.tsv       id, reason, detail, picture, video, sound, line

EVENTS
With --events every line is a JSON object with "event": "started", "progress", "skipped" (id,
reason, detail, line), "failed", "summary" (listed, before, added, skipped by reason) and "time_s"
since the start.

EXAMPLES
  soundlocus-cli prepare --data videos/ --out store
  soundlocus-cli prepare --table clips.csv --out store --keep still
  soundlocus-cli prepare --layout ezvsl /data/vggsound --list vggss_144k.txt --out store

EXIT STATUS
  0    every clip is in the store, or was left out as still, silent or short
  1    some clips are missing or unreadable (the others are done), or nothing could be done
  2    wrong usage
  130  interrupted (Ctrl-C); the same command goes on from there)"};
    const HelpTexts &composeHelp()
    {
        static constexpr HelpTexts texts{
                .name = "soundlocus-cli compose - makes scenes whose sounding objects are known "
                        "exactly",
                .synopsis =
                        R"(  soundlocus-cli compose --source NAME [--pictures|--videos] --out DIR [OPTION]...
  soundlocus-cli compose --recipe FILE [--split train|test] --out DIR [OPTION]...)",
                .description =
                        R"(Puts cut-outs of objects over backgrounds, gives each the recording of its kind, and writes
where each sound comes from: the tight box of what is to be seen of its object. Sizes, places,
mirroring, turns, colours, pitch, level, room echo and noise are drawn from the seed; the same
seed gives the same bytes, whatever the number of threads. Scores on such scenes are scores on
composed scenes, and are to be called so.

SOURCE is
    tuxpaint, the stamps of Tux Paint (Debian package tuxpaint-stamps-default);
    gcompris, the photographs of GCompris that have a sound (gcompris-qt-data);
    a folder: NAME.png beside NAME.ogg (.wav, .flac, .mp3), also below it; the class is NAME.

A recipe names classes, cut-outs, sounds and backgrounds per split; resources/demo/recipe.json
is one, engine/compose/recipe.h describes all its keys.

With --pictures every object of a picture gives one row of the table, all of one group: the same
picture, the object's own sound, its own box. With --videos objects move, take turns in
sounding, sound together and are silent; the table has a row every half second, with the boxes
of the objects that sound then.)",
                .trailer = R"(FILES
  DIR/table.tsv       id, picture or video + time_s, sound, boxes, class, group; and level (0
                      easy to 1), split, recording, background
  DIR/pictures/       JPEG
  DIR/sounds/         WAV, 16 bit: variants of the recordings, shared by the rows
  DIR/masks/          with --masks: PNG, 255 where the object of the row is to be seen
  DIR/videos/         MP4
  DIR/scenes/ID/      scene.json (objects, paths, when each sounds), one WAV per object, mix.wav
  DIR/composed.json   recipe, split, seed, count

EXAMPLES
  soundlocus-cli compose --source tuxpaint --count 500 --seed 3 --out scenes
  soundlocus-cli compose --recipe resources/demo/recipe.json --split test --count 200 --out test
  soundlocus-cli compose --source my-cutouts --videos --count 2 --size 480x360 --out videos

EXIT STATUS
  0    everything was composed
  1    nothing was composed; every fault is named
  2    wrong usage; nothing was done
  130  interrupted (Ctrl-C); only whole files are left)"};
        return texts;
    }

} // namespace soundlocus::cli
