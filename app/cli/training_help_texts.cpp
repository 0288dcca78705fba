// SPDX-License-Identifier: MIT
#include "app/cli/help_texts.h"

namespace soundlocus::cli {

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
  duplicate   an earlier clip has the same id, or exactly the same picture and sound
  malformed   its row in the list cannot be read
--keep keeps clips that are still, silent or short, or have picture and sound of another one.

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
                   videos/0/0/0/2615133000.mp4; as there, the first 4 s of each sound
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
  0    every clip is in the store, or was left out as still, silent, short or duplicate
  1    some clips are missing or unreadable or their rows are faulty (the others are done), or
       nothing could be done
  2    wrong usage
  130  interrupted (Ctrl-C); the same command goes on from there)"};
    return texts;
}

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
seed gives the same scenes, whatever the number of threads. Scores on such scenes are scores on
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
  DIR/off_screen.tsv  with --off-screen: the pictures, each with a sound of nothing in sight; for
                      evaluate --off-screen
  DIR/pictures/       JPEG
  DIR/sounds/         WAV, 16 bit: variants of the recordings, shared by the rows
  DIR/masks/          with --masks: PNG, 255 where the object of the row is to be seen
  DIR/scenes/ID/      with --videos: scene.mp4, scene.json (objects, paths, when each sounds), and
                      one WAV per object; together they are the sound of the video
  DIR/composed.json   recipe, split, seed, count

EXAMPLES
  soundlocus-cli compose --source tuxpaint --count 500 --seed 3 --out scenes
  soundlocus-cli compose --recipe resources/demo/recipe.json --split test --count 200 \
      --off-screen --out test
  soundlocus-cli compose --source my-cutouts --videos --count 2 --size 480x360 --out videos

EXIT STATUS
  0    everything was composed
  1    nothing was composed; every fault is named
  2    wrong usage; nothing was done
  130  interrupted (Ctrl-C); only whole files are left)"};
    return texts;
}

const HelpTexts &trainHelp()
{
    static constexpr HelpTexts texts{
            .name = "soundlocus-cli train - trains a network, or goes on with one",
            .synopsis =
                    R"(  soundlocus-cli train (--table TABLE | --data DIR | --layout NAME DIR) --out RUNDIR [OPTION]...
  soundlocus-cli train --resume RUNDIR [OPTION]...
  soundlocus-cli train --fields)",
            .description =
                    R"(Trains SSL-TIE on clips, without labels: masked contrast of both views, equivariance, and the
augmentation sets of the configuration. With --init it learns further from any checkpoint of
SSL-TIE, LVS or our own.

Every choice is a field with a dotted key (--fields lists them with their defaults). They come
from the preset, then from --config, then from --set, then from --width, --epochs, --batch,
--seed and --threads.

A share of the clips is kept back to validate on after every epoch; the best epoch by
validation.metric is kept. Never give a test set for that: --test-list warns of clips in both.

Ctrl-C finishes the step, writes a checkpoint and ends. A run that was stopped, or killed at any
instant, goes on with --resume and gives the same weights, bit for bit, as one that was not (same
machine, same --threads).)",
            .trailer = R"(TABLE
As for prepare; --data also takes a folder that prepare made, which loads fastest.

FILES
  RUNDIR/checkpoints/last.safetensors  to go on from, and for every other command
  RUNDIR/checkpoints/best.safetensors  of the best epoch
  RUNDIR/config.json                   every field
  RUNDIR/data.tsv, validation.tsv      what it learns from and is judged on: ids, sizes, hashes
  RUNDIR/source.json                   where that lies
  RUNDIR/metrics.jsonl                 the events, a line each
  RUNDIR/curves.png                    losses, scores and learning rate over steps
  RUNDIR/tensorboard/                  the same for TensorBoard, with heat maps of each epoch
  RUNDIR/log.txt, versions.json

PROCESSES
--workers-per-host N trains with N processes on this machine: this one starts the others, which
speak to each other over the loopback. Over several machines a launcher sets RANK, WORLD_SIZE,
LOCAL_RANK, MASTER_ADDR and MASTER_PORT, as torchrun does, or somebody by hand, one process each:
  RANK=1 WORLD_SIZE=2 MASTER_ADDR=10.0.0.1 MASTER_PORT=29500 soundlocus-cli train ...
Each needs the data at the same place; --batch and --threads are those of one process. Steps are
those of one process with the joined batch, as far as loss.gathers_negatives (on) and
run.synchronizes_norm (off) say so. The process of rank 0 prints and writes; Ctrl-C at any of
them stops all. A process that ends, or is silent for run.lost_after_seconds, ends all; --resume
goes on from the last checkpoint with as many processes, or with others and a run.batch that
makes steps of as many samples. Each process has the GPU of its LOCAL_RANK; gradients go from
GPU to GPU through NCCL where this build has it (its headers were at hand) and every process has
a GPU of its own, else, and those of processors, through Gloo. GLOO_SOCKET_IFNAME and
NCCL_SOCKET_IFNAME name the network to use. The connection is not encrypted: use it in a network
you trust.

EVENTS
With --events every line is a JSON object with "v" (1), "event" and "time_s" since the start:
    started     folder, device, precision, step, steps, epochs, samples, validation_samples,
                parameters, batch, processes
    step        epoch, step, steps, stage, loss, terms, learning_rate, images_per_second,
                waiting_seconds, seconds_left
    epoch       epoch, epochs, step, loss and terms (means), seconds, waiting_seconds,
                images_per_second, replaced, seconds_left
    validation  epoch, step, n, loss, ciou_at_50, auc, pointing
    checkpoint  epoch, step, path, best
    warning     step, code, message
    progress    input, done, total, per_second: twice a second
    done        step, reason, seconds, last, best, metric, best_value
    failed      step, code, message, ids (of the samples of the last batch)
Epochs count from 0. metrics.jsonl has the same lines without progress, and every tenth step.

EXAMPLES
  soundlocus-cli train --data store --out run
  soundlocus-cli train --table clips.tsv --preset tie-d --batch 16 --out run
  soundlocus-cli train --data mine --init flickr144k.pth.tar --epochs 10 --out fine \
      --set optimizer.learning_rate=1e-5 --set 'optimizer.frozen=["audnet.*"]'
  soundlocus-cli train --resume run
  soundlocus-cli train --data store --workers-per-host 4 --batch 8 --out run
  torchrun --nnodes 2 --nproc-per-node 1 --rdzv-endpoint 10.0.0.1:29500 --no-python \
      soundlocus-cli train --data store --out run

EXIT STATUS
  0    the run is complete
  1    it failed; the last checkpoint is whole
  2    wrong usage or an impossible configuration; every fault is named
  130  interrupted (Ctrl-C); --resume goes on from there)"};
    return texts;
}

} // namespace soundlocus::cli
