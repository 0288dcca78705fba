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
                        leave the processor to decoding and encoding)"};
    return texts;
}

const HelpTexts &convertHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli convert - writes a checkpoint as a small file to hand on",
            .synopsis = "  soundlocus-cli convert CHECKPOINT OUT.safetensors [OPTION]...",
            .description =
                    R"(Writes what the map needs of a checkpoint, in our own format (safetensors with family, width and
input in its header): no optimiser, no other copies of the weights. CHECKPOINT is any file that
localize reads, or the folder of a training run, which stands for its best checkpoint.)",
            .trailer = R"(EXAMPLES
  soundlocus-cli convert run model.safetensors --half
  soundlocus-cli convert flickr144k.pth.tar flickr144k.safetensors

EXIT STATUS
  0    OUT is written
  1    CHECKPOINT cannot be read, or OUT cannot be written
  2    wrong usage, or OUT is there already; nothing was done)"};
    return texts;
}

const HelpTexts &annotationsHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli annotations - converts, checks and merges boxes of annotators",
            .synopsis = R"(  soundlocus-cli annotations convert IN OUT --to FORMAT [OPTION]...
  soundlocus-cli annotations merge IN... -o OUT [OPTION]...
  soundlocus-cli annotations info|check FILE... [OPTION]...)",
            .description =
                    R"(convert writes the boxes of IN as another format, info tells what files hold, check also lists every
problem: degenerate boxes and entries that belong to nothing are left out, boxes that reach out of
the picture are cut.

merge joins files and projects: labels and annotators by name; clips by the content of their media
(projects know it; of other files with --media), else by name. Boxes of one annotator in one clip
that differ are all kept, the later ones as annotator 'NAME (2)', and listed as a conflict; so are
review states that differ, of which the first stays, and other media of the same name.

FORMAT is one of

  table        a table of samples: .tsv, .csv, .jsonl
  vggss        vggss.json
  ssltie-xml   VGG-SS as SSL-TIE reads it: a folder of ID.xml
  flickr-xml   Flickr-SoundNet: a folder of ID.xml
  coco         COCO, pictures
  cocovid      COCO with videos, tracks and frame numbers
  cvat-video   CVAT for video 1.1
  voc          Pascal VOC: a folder of NAME.xml
  ssl-boxes    IS3, VPO, AVSBench: a list of image, audio and gt_box
  yolo         YOLO: a folder with labels/NAME.txt and the names of the classes
  labelme      labelme: a folder of NAME.json
  via3         project of the VGG Image Annotator 3; needs --media or --size
  cvat-images  CVAT for images 1.1
  soundlocus   a project of this program: .soundlocus)",
            .trailer = R"(EXAMPLES
  soundlocus-cli annotations check vggss.json
  soundlocus-cli annotations convert vggss.json anno --to ssltie-xml
  soundlocus-cli annotations convert cvat.xml clips.json --to cocovid --fps 29.97
  soundlocus-cli annotations merge anna.soundlocus ben.soundlocus -o both.soundlocus

EXIT STATUS
  0    OUT is written, conflicts of a merge included, or nothing is wrong
  1    a file cannot be read or written; check: there are problems
  2    wrong usage, or OUT is there already; nothing was done)"};
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
get the same name; followed by +SOUND where one picture comes with several sounds):

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
    a folder: all videos, and all pictures with a sound of the same name, in it and below it,
        but not in DIR;
    a pattern in quotes: 'clips/*.mp4'.
Write -- before names that begin with a minus sign, or ./ in front of them.

Without --table the sound around a frame is a window of 3 s, centred, one window per second; a
picture takes its whole sound, cut as the network's own test code does.

With --table every row gives DIR/ID.npy: the raw map before up-sampling, float32 [h, w], on the
network's own scale; a row with a video and no time gives [frames, h, w]. DIR/ID.json beside it
holds the times, the part of the picture that the map shows, and the family. Pictures are then
cropped and sounds cut as the network's own test code does (--fit, --window change that); no video
and no table is written.)",
            .trailer = R"(TIMES
Seconds (12.5) or [hh:]mm:ss.sss (1:02.5), on the axis of the file as players show it.

OUTPUT TABLE
Tab-separated, with a header: frame (number from 0), pts_s, peak_x and peak_y (0 to 1 of the
frame, from the top left), peak, mean (similarity on the network's own scale), area (share of
the map above the threshold: VALUE of --contour abs:VALUE, else half way between the lowest and the
highest value of the picture).

TABLE
Tab-separated, with a header; columns id, picture or video (and time_s), sound (optional for a
video), boxes, class, group; paths relative to the table.

EVENTS
With --events every line is a JSON object with "event": "started", "progress", "finished",
"warning" (of a table), "failed", "summary" and "time_s" since the start; "progress" has "done" of
"total" frames or rows, and "part" (0 to 1) of the row that is a whole video.

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
all-ones map get (floors) and the best that a map without ties could get (ceiling) on the same
samples; a map with plateaus, as all ones, may predict more pixels than the rule means and pass it.
Rows that share a group are one picture with several sounds: "swap" is the share of rows whose
map is higher in their own box than in every other row's; a group with a row that failed is left
out. The sounds of --off-screen come from
nothing in their picture: the peaks of their raw maps are compared with those of the test set
(AUROC: 50 % is chance). A row with boxes [] is a miss in all other scores, as in published code.

Maps come from a checkpoint, or from DIR/ID.npy written by `localize --table` or any other
program: float32 [h, w], or [frames, h, w] with ID.json ({"times_s": [...], "family": "ezvsl"};
the family chooses the rule).)",
            .trailer = R"(TABLE
Tab-separated, with a header; columns id, picture or video + time_s, sound (optional for a
video), boxes (JSON list of [x0, y0, x1, y1] in 0..1; one such list per annotator in a list),
class, group (optional); paths relative to the table.

FILES
  DIR/report.json   n, composed, ciou_at_50, auc, mean_ciou, adaptive_ciou_at_50,
                    adaptive_auc, pointing, floors, ceiling, swap, swap_all, off_screen_rows,
                    peak_auroc, settings, versions
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

} // namespace soundlocus::cli
