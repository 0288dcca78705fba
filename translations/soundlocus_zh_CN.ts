<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>Command</name>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;demo scene</source>
        <translation>打开演示场景(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Previous file</source>
        <translation>上一个文件(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next file</source>
        <translation>下一个文件(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>One frame &amp;forwards</source>
        <translation>前进一帧(&amp;F)</translation>
    </message>
    <message>
        <source>One frame &amp;back</source>
        <translation>后退一帧(&amp;B)</translation>
    </message>
    <message>
        <source>Ten frames forwards</source>
        <translation>前进十帧</translation>
    </message>
    <message>
        <source>Ten frames back</source>
        <translation>后退十帧</translation>
    </message>
    <message>
        <source>One second forwards</source>
        <translation>前进一秒</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>后退一秒</translation>
    </message>
    <message>
        <source>&amp;Next key frame</source>
        <translation>下一关键帧(&amp;N)</translation>
    </message>
    <message>
        <source>P&amp;revious key frame</source>
        <translation>上一关键帧(&amp;R)</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>跳到开头</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>&amp;Jump to time or frame</source>
        <translation>跳转到时间或帧(&amp;J)</translation>
    </message>
    <message>
        <source>Shuttle back</source>
        <translation>快退</translation>
    </message>
    <message>
        <source>Shuttle stop</source>
        <translation>停止快进</translation>
    </message>
    <message>
        <source>Shuttle forwards, each time faster</source>
        <translation>快进，每按一次更快</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>减速(&amp;S)</translation>
    </message>
    <message>
        <source>F&amp;aster</source>
        <translation>加速(&amp;A)</translation>
    </message>
    <message>
        <source>Normal speed</source>
        <translation>正常速度</translation>
    </message>
    <message>
        <source>Loop begins here</source>
        <translation>循环从此处开始</translation>
    </message>
    <message>
        <source>Loop ends here</source>
        <translation>循环到此处结束</translation>
    </message>
    <message>
        <source>&amp;Loop passage</source>
        <translation>循环片段(&amp;L)</translation>
    </message>
    <message>
        <source>Play passage once</source>
        <translation>播放一次片段</translation>
    </message>
    <message>
        <source>Repeat file</source>
        <translation>重复文件</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>增大音量</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>减小音量</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>静音(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Demo mode</source>
        <translation>演示模式(&amp;D)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Fit &amp;window</source>
        <translation>适合窗口(&amp;W)</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>&amp;Reset panel layout</source>
        <translation>重置面板布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Show heat map</source>
        <translation>显示热图(&amp;S)</translation>
    </message>
    <message>
        <source>Load &amp;model…</source>
        <translation>加载模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Demo model</source>
        <translation>演示模型(&amp;D)</translation>
    </message>
    <message>
        <source>Load model to &amp;compare with…</source>
        <translation>加载对比模型(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;End comparison</source>
        <translation>结束对比(&amp;E)</translation>
    </message>
    <message>
        <source>Remove &amp;pinned point</source>
        <translation>移除固定点(&amp;P)</translation>
    </message>
    <message>
        <source>Reset heat map &amp;settings</source>
        <translation>重置热图设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Picture with heat map…</source>
        <translation>带热图的画面(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Copy picture with heat map</source>
        <translation>复制带热图的画面(&amp;C)</translation>
    </message>
    <message>
        <source>Passage as &amp;video…</source>
        <translation>将片段存为视频(&amp;V)…</translation>
    </message>
    <message>
        <source>Passage as &amp;numbers (npz)…</source>
        <translation>将片段存为数值 (npz)(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About SoundLocus</source>
        <translation>关于 SoundLocus(&amp;A)</translation>
    </message>
</context>
<context>
    <name>CommandGroup</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>A value is outside its range.</source>
        <translation>数值超出范围。</translation>
    </message>
    <message>
        <source>The file is not there (any more).</source>
        <translation>文件不存在（或已被移走）。</translation>
    </message>
    <message>
        <source>The file may not be read or written; check its permissions.</source>
        <translation>没有读写该文件的权限，请检查权限设置。</translation>
    </message>
    <message>
        <source>A file is needed here, not a folder or a device.</source>
        <translation>这里需要文件，而不是文件夹或设备。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>This kind of file is not known here.</source>
        <translation>不支持这种文件类型。</translation>
    </message>
    <message>
        <source>The file is damaged or incomplete.</source>
        <translation>文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>文件过大。</translation>
    </message>
    <message>
        <source>The file has no picture.</source>
        <translation>文件中没有画面。</translation>
    </message>
    <message>
        <source>The file has no sound to be located.</source>
        <translation>文件中没有可供定位的声音。</translation>
    </message>
    <message>
        <source>The sound is too short to be analysed.</source>
        <translation>声音太短，无法分析。</translation>
    </message>
    <message>
        <source>This place is outside the file.</source>
        <translation>该位置超出文件范围。</translation>
    </message>
    <message>
        <source>The model file asks to run code and was not loaded.</source>
        <translation>模型文件要求执行代码，因此未加载。</translation>
    </message>
    <message>
        <source>The file is no model of a known kind.</source>
        <translation>该文件不是已知类型的模型。</translation>
    </message>
    <message>
        <source>The model gives numbers that mean nothing.</source>
        <translation>模型输出的数值无效。</translation>
    </message>
    <message>
        <source>The device is not available.</source>
        <translation>设备不可用。</translation>
    </message>
    <message>
        <source>The memory of the device is used up.</source>
        <translation>设备内存已耗尽。</translation>
    </message>
    <message>
        <source>There is no space left on the disk; free some and try again.</source>
        <translation>磁盘空间不足，请清理后重试。</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>无法写入文件。</translation>
    </message>
    <message>
        <source>The library that runs models (LibTorch) could not be loaded; install the program again.</source>
        <translation>无法加载运行模型的库 (LibTorch)，请重新安装程序。</translation>
    </message>
    <message>
        <source>Another process of the run has ended.</source>
        <translation>运行中的另一个进程已结束。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Something in the program went wrong; it goes on.</source>
        <translation>程序内部出错，但会继续运行。</translation>
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
    <name>soundlocus::ColorLegend</name>
    <message>
        <source>Cosine similarity, range of this picture</source>
        <translation>余弦相似度，本画面的范围</translation>
    </message>
    <message>
        <source>Cosine similarity</source>
        <translation>余弦相似度</translation>
    </message>
    <message>
        <source>Similarity (logit), range of this picture</source>
        <translation>相似度 (logit)，本画面的范围</translation>
    </message>
    <message>
        <source>Similarity (logit)</source>
        <translation>相似度 (logit)</translation>
    </message>
    <message>
        <source>Similarity from 0 to 1, range of this picture</source>
        <translation>0 到 1 的相似度，本画面的范围</translation>
    </message>
    <message>
        <source>Similarity from 0 to 1</source>
        <translation>0 到 1 的相似度</translation>
    </message>
    <message>
        <source>%1: colours from %2 to %3, contour at %4</source>
        <translation>%1：颜色从 %2 到 %3，等值线位于 %4</translation>
    </message>
    <message>
        <source>%1: colours from %2 to %3</source>
        <translation>%1：颜色从 %2 到 %3</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>sounding</source>
        <translation>发声</translation>
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
        <translation>Jet（同论文）</translation>
    </message>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>颜色从 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ExportCommands</name>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 已写入。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存画面</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save passage as video</source>
        <translation>将片段保存为视频</translation>
    </message>
    <message>
        <source>Save passage as numbers</source>
        <translation>将片段保存为数值</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>视频 (*.mp4)</translation>
    </message>
    <message>
        <source>NumPy arrays (*.npz)</source>
        <translation>NumPy 数组 (*.npz)</translation>
    </message>
    <message>
        <source>%1 heat map.%2</source>
        <comment>name of a file and its suffix</comment>
        <translation>%1 热图.%2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ExportProgress</name>
    <message>
        <source>Stop exporting</source>
        <translation>停止导出</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写入 %1</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n files</source>
        <translation>
            <numerusform>正在写入 %n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::FileCommands</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Video, sound and pictures (%1);;All files (*)</source>
        <translation>视频、声音和图片 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Load model</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Checkpoints (%1);;All files (*)</source>
        <translation>检查点 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a sound</source>
        <translation>选择声音</translation>
    </message>
    <message>
        <source>Video and sound (%1);;All files (*)</source>
        <translation>视频和声音 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>soundlocus::GeneralPage</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Play a file when it is opened</source>
        <translation>打开文件时自动播放(&amp;P)</translation>
    </message>
    <message>
        <source>Open a file &amp;where it was left</source>
        <translation>从上次离开的位置打开文件(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Forget recent files and models</source>
        <translation>清除最近的文件和模型(&amp;F)</translation>
    </message>
</context>
<context>
    <name>soundlocus::HeatmapPanel</name>
    <message>
        <source>Reset to defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Computation</source>
        <translation>计算</translation>
    </message>
</context>
<context>
    <name>soundlocus::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Wheel zooms at the pointer, the middle button moves the picture, a click pins a point. Keys can be changed in the settings.</source>
        <translation>滚轮以指针为中心缩放，中键移动画面，单击固定一个点。快捷键可在设置中修改。</translation>
    </message>
</context>
<context>
    <name>soundlocus::LocalizationEditor</name>
    <message>
        <source>Main map</source>
        <translation>主热图</translation>
    </message>
    <message>
        <source>Map it is compared with</source>
        <translation>对比热图</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整个画面</translation>
    </message>
    <message>
        <source>Squashed to a square</source>
        <translation>压缩为正方形</translation>
    </message>
    <message>
        <source>As in the papers</source>
        <translation>与论文一致</translation>
    </message>
    <message>
        <source>How the picture becomes what the network sees. “As in the papers” crops or squashes as the model&apos;s authors do, for scores</source>
        <translation>画面如何变为网络所见的输入。“与论文一致”按模型作者的方式裁剪或压缩，用于评分</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>How much sound around the frame is heard: short follows quick changes, long is steadier</source>
        <translation>画面前后参与计算的声音长度：短则反应快，长则更稳定</translation>
    </message>
    <message>
        <source>How often the sound is heard anew</source>
        <translation>重新分析声音的间隔</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>number of threads</comment>
        <translation>自动</translation>
    </message>
    <message>
        <source>Compute &amp;ahead while idle</source>
        <translation>空闲时预先计算(&amp;A)</translation>
    </message>
    <message>
        <source> MiB</source>
        <comment>after a number</comment>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Maps that are kept, so that a passage seen before has its maps at once</source>
        <translation>保留的热图，使看过的片段能立即显示热图</translation>
    </message>
    <message>
        <source>Appl&amp;ies to</source>
        <translation>应用于(&amp;I)</translation>
    </message>
    <message>
        <source>Pict&amp;ure</source>
        <translation>画面(&amp;U)</translation>
    </message>
    <message>
        <source>Sound &amp;window</source>
        <translation>声音窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>步长(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>线程(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Kept maps</source>
        <translation>缓存热图(&amp;K)</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <comment>a device</comment>
        <translation>%1（不可用）</translation>
    </message>
</context>
<context>
    <name>soundlocus::LogPanel</name>
    <message>
        <source>debug</source>
        <comment>level of a log line</comment>
        <translation>调试</translation>
    </message>
    <message>
        <source>info</source>
        <comment>level of a log line</comment>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <comment>level of a log line</comment>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <comment>level of a log line</comment>
        <translation>错误</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Nothing to report.</source>
        <translation>没有内容。</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>soundlocus::MainWindow</name>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>播放列表</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>%1 – SoundLocus</source>
        <translation>%1 – SoundLocus</translation>
    </message>
    <message>
        <source>About SoundLocus</source>
        <translation>关于 SoundLocus</translation>
    </message>
    <message>
        <source>SoundLocus %1</source>
        <translation>SoundLocus %1</translation>
    </message>
    <message>
        <source>Plays a video and shows where the sound comes from.

MIT licence. Uses Qt %1, LibTorch, FFmpeg and OpenCV under their own licences.</source>
        <translation>播放视频并显示声音来自何处。

MIT 许可证。使用 Qt %1、LibTorch、FFmpeg 和 OpenCV，各自遵循其许可证。</translation>
    </message>
</context>
<context>
    <name>soundlocus::ModelFacts</name>
    <message>
        <source>Demo model</source>
        <translation>演示模型</translation>
    </message>
    <message>
        <source>%1 s at its own rate, %2 bands</source>
        <translation>%1 秒，原始采样率，%2 个频带</translation>
    </message>
    <message>
        <source>%1 s at %2 Hz, %3 bands</source>
        <translation>%1 秒，%2 Hz，%3 个频带</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入维度</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>The family was taken from the file&apos;s name; another one has the same tensors.</source>
        <translation>系列由文件名推断；另一系列具有相同的张量。</translation>
    </message>
</context>
<context>
    <name>soundlocus::ModelPanel</name>
    <message>
        <source>Arrangement of two maps</source>
        <translation>两张热图的布局</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Divider to drag</source>
        <translation>可拖动的分隔线</translation>
    </message>
    <message>
        <source>Main map only</source>
        <translation>仅主热图</translation>
    </message>
    <message>
        <source>&amp;Two maps</source>
        <translation>两张热图(&amp;T)</translation>
    </message>
</context>
<context>
    <name>soundlocus::ModelSlotBox</name>
    <message>
        <source>Main map</source>
        <translation>主热图</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>对比对象</translation>
    </message>
    <message>
        <source>Model is loading</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>加载…</translation>
    </message>
    <message>
        <source>Load model for the main map</source>
        <translation>为主热图加载模型</translation>
    </message>
    <message>
        <source>Load model to compare with</source>
        <translation>加载对比模型</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>最近的模型</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the main model</source>
        <translation>移除主模型</translation>
    </message>
    <message>
        <source>Remove the model compared with</source>
        <translation>移除对比模型</translation>
    </message>
    <message>
        <source>Loading %1 …</source>
        <translation>正在加载 %1…</translation>
    </message>
    <message>
        <source>No model is loaded, so there is no heat map. Load one, or drop a checkpoint on the window.</source>
        <translation>尚未加载模型，因此没有热图。请加载模型，或将检查点拖到窗口中。</translation>
    </message>
    <message>
        <source>Load a second model, or compare two sounds in the panel “What if”, to see two maps on one picture.</source>
        <translation>加载第二个模型，或在“假设”面板中比较两种声音，即可在同一画面上看到两张热图。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>Sound window</source>
        <translation>声音窗口</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>soundlocus::NoticeBar</name>
    <message>
        <source>%1: %2</source>
        <comment>a file and what is wrong with it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>忽略消息</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages waiting</comment>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::OverlayEditor</name>
    <message>
        <source>%1 %</source>
        <comment>per cent</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation>显示热图</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Range of the colours</source>
        <translation>颜色范围</translation>
    </message>
    <message>
        <source>Each frame by itself</source>
        <translation>每帧独立</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>By itself, every frame uses all colours, whether anything sounds or not; fixed, colours mean the same similarity in all frames</source>
        <translation>独立时，无论是否有声音，每帧都使用全部颜色；固定时，颜色在所有帧中表示相同的相似度</translation>
    </message>
    <message>
        <source>Similarity of the lowest colour</source>
        <translation>最低颜色的相似度</translation>
    </message>
    <message>
        <source>Similarity of the highest colour</source>
        <translation>最高颜色的相似度</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>As computed</source>
        <translation>原始计算</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>等值线</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Best share of picture</source>
        <translation>画面最佳比例</translation>
    </message>
    <message>
        <source>At similarity</source>
        <translation>按相似度</translation>
    </message>
    <message>
        <source>Place of the contour</source>
        <translation>等值线位置</translation>
    </message>
    <message>
        <source>Smoothing over time</source>
        <translation>时间平滑</translation>
    </message>
    <message>
        <source>Share of earlier maps while playing</source>
        <translation>播放时先前热图所占比例</translation>
    </message>
    <message>
        <source>&amp;Opacity</source>
        <translation>不透明度(&amp;O)</translation>
    </message>
    <message>
        <source>Colou&amp;rs</source>
        <translation>颜色(&amp;R)</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>范围(&amp;G)</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between the ends of a range</comment>
        <translation>到</translation>
    </message>
    <message>
        <source>&amp;Cells</source>
        <translation>单元格(&amp;C)</translation>
    </message>
    <message>
        <source>Co&amp;ntour</source>
        <translation>等值线(&amp;N)</translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation>平滑(&amp;M)</translation>
    </message>
    <message>
        <source>least</source>
        <comment>similar</comment>
        <translation>最低</translation>
    </message>
    <message>
        <source>most similar</source>
        <translation>最相似</translation>
    </message>
    <message>
        <source> %</source>
        <comment>per cent, after a number</comment>
        <translation>%</translation>
    </message>
</context>
<context>
    <name>soundlocus::PlaylistPanel</name>
    <message>
        <source>Nothing to play yet.
Drop files or a folder here.</source>
        <translation>还没有可播放的内容。
请将文件或文件夹拖到此处。</translation>
    </message>
    <message>
        <source>Files to play</source>
        <translation>待播放的文件</translation>
    </message>
</context>
<context>
    <name>soundlocus::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>soundlocus::ShortcutsPage</name>
    <message>
        <source>Find a command or a key</source>
        <translation>查找命令或快捷键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>&amp;Assign</source>
        <translation>指定(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;No key</source>
        <translation>无快捷键(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Restore default</source>
        <translation>恢复默认(&amp;R)</translation>
    </message>
    <message>
        <source>Restore a&amp;ll defaults</source>
        <translation>全部恢复默认(&amp;L)</translation>
    </message>
    <message>
        <source>New &amp;key</source>
        <translation>新快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Select a command to change its keys.</source>
        <translation>选择一个命令以修改其快捷键。</translation>
    </message>
    <message>
        <source>Press the new key for “%1”.</source>
        <translation>请按下“%1”的新快捷键。</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”; assigning takes it from there.</source>
        <translation>%1 属于“%2”；指定后将从该命令移除。</translation>
    </message>
</context>
<context>
    <name>soundlocus::SimilarityLane</name>
    <message>
        <source>peak; probe dashed</source>
        <translation>峰值；探测点用虚线</translation>
    </message>
    <message>
        <source>peak of the map</source>
        <translation>热图峰值</translation>
    </message>
    <message>
        <source>Fills in where the heat map has been computed</source>
        <translation>计算出热图后在此显示</translation>
    </message>
</context>
<context>
    <name>soundlocus::SpectrogramLane</name>
    <message>
        <source>This file has no sound</source>
        <translation>此文件没有声音</translation>
    </message>
</context>
<context>
    <name>soundlocus::StatusIndicators</name>
    <message>
        <source>loading model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Age of the map</source>
        <translation>热图时延</translation>
    </message>
    <message>
        <source>map of this frame</source>
        <translation>本帧热图</translation>
    </message>
    <message>
        <source>Rate of the maps</source>
        <translation>热图速率</translation>
    </message>
    <message>
        <source>%1 maps/s</source>
        <translation>每秒 %1 张热图</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>声音设备</translation>
    </message>
    <message>
        <source>Pictures that came too late</source>
        <translation>来不及显示的帧</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>One map takes %1 ms</source>
        <translation>每张热图耗时 %1 毫秒</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>frame %1 / %2</source>
        <translation>帧 %1 / %2</translation>
    </message>
    <message>
        <source>frame – / %1</source>
        <translation>帧 – / %1</translation>
    </message>
    <message>
        <source>no map</source>
        <translation>无热图</translation>
    </message>
    <message>
        <source>map %1 ms old</source>
        <translation>热图延迟 %1 毫秒</translation>
    </message>
    <message numerus="yes">
        <source>%n dropped</source>
        <comment>pictures</comment>
        <translation>
            <numerusform>丢弃 %n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>no sound device</source>
        <translation>无声音设备</translation>
    </message>
</context>
<context>
    <name>soundlocus::TimelineOverview</name>
    <message>
        <source>Overview of the file</source>
        <translation>文件概览</translation>
    </message>
    <message>
        <source>Drag the frame to scroll, its ends to zoom; double-click to show everything.</source>
        <translation>拖动方框滚动，拖动两端缩放；双击显示全部。</translation>
    </message>
</context>
<context>
    <name>soundlocus::TimelineWidget</name>
    <message>
        <source>%1  frame %2</source>
        <translation>%1  帧 %2</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Waveform, spectrogram and similarity over time. Home and End jump, plus and minus zoom, 0 shows everything.</source>
        <translation>随时间变化的波形、频谱图和相似度。Home 和 End 跳转，加号和减号缩放，0 显示全部。</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1，帧 %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>A still picture has no timeline.</source>
        <translation>静态图片没有时间轴。</translation>
    </message>
    <message>
        <source>Open a video or a sound: its waveform, spectrogram and similarity over time appear here.</source>
        <translation>打开视频或声音后，其波形、频谱图和随时间变化的相似度将显示在此处。</translation>
    </message>
</context>
<context>
    <name>soundlocus::TransportBar</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time of the picture shown; type another and press Return</source>
        <translation>当前画面的时间；输入其他时间并按回车</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>帧号</translation>
    </message>
    <message>
        <source>Number of the picture shown, counted from 0; type another and press Return</source>
        <translation>当前画面的编号，从 0 开始；输入其他编号并按回车</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Speed; the pitch stays</source>
        <translation>速度（音高不变）</translation>
    </message>
    <message>
        <source>%1×</source>
        <comment>speed</comment>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
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
        <translation>/ 约 %1</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>音量 %1%</translation>
    </message>
</context>
<context>
    <name>soundlocus::VideoCanvas</name>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Video with heat map. %1</source>
        <translation>带热图的视频。%1</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Open a video to see where its sound comes from</source>
        <translation>打开视频，查看声音来自何处</translation>
    </message>
    <message>
        <source>Drop a file or a folder here, or press %1.</source>
        <translation>将文件或文件夹拖到此处，或按 %1。</translation>
    </message>
</context>
<context>
    <name>soundlocus::Viewer</name>
    <message>
        <source>This file has only sound</source>
        <translation>此文件只有声音</translation>
    </message>
    <message>
        <source>A picture is needed to show where it comes from.</source>
        <translation>需要画面才能显示声音来自何处。</translation>
    </message>
    <message>
        <source>%1, hears silence</source>
        <translation>%1，听到静音</translation>
    </message>
    <message>
        <source>%1, hears noise</source>
        <translation>%1，听到噪声</translation>
    </message>
    <message>
        <source>%1, hears %2</source>
        <translation>%1，听到 %2</translation>
    </message>
    <message>
        <source>%1, hears some objects</source>
        <translation>%1，听到部分对象</translation>
    </message>
    <message>
        <source>Similarity under the pointer: %1. Click to pin the point.</source>
        <translation>指针处的相似度：%1。单击可固定该点。</translation>
    </message>
</context>
<context>
    <name>soundlocus::WaveformLane</name>
    <message>
        <source>enlarged %1 times</source>
        <translation>放大 %1 倍</translation>
    </message>
    <message>
        <source>This file has no sound</source>
        <translation>此文件没有声音</translation>
    </message>
</context>
<context>
    <name>soundlocus::WhatIfPanel</name>
    <message>
        <source>The file&apos;s &amp;own sound</source>
        <translation>文件自身的声音(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Silence</source>
        <translation>静音(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Noise</source>
        <translation>噪声(&amp;N)</translation>
    </message>
    <message>
        <source>The sound of &amp;another file</source>
        <translation>另一个文件的声音(&amp;A)</translation>
    </message>
    <message>
        <source>Only some ob&amp;jects of the scene</source>
        <translation>仅场景中的部分对象(&amp;J)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the file to be heard</source>
        <translation>选择要听的文件</translation>
    </message>
    <message>
        <source>For composed scenes, whose sounds are kept apart</source>
        <translation>适用于各声音分开保存的合成场景</translation>
    </message>
    <message>
        <source>&amp;Compare with own sound</source>
        <translation>与自身声音对比(&amp;C)</translation>
    </message>
    <message>
        <source>Shows a second map of the same model, which hears the file&apos;s own sound</source>
        <translation>显示同一模型的第二张热图，其输入为文件自身的声音</translation>
    </message>
    <message>
        <source>What if the network heard something else? You go on hearing the file.</source>
        <translation>如果网络听到的是别的声音会怎样？您听到的仍是该文件。</translation>
    </message>
    <message>
        <source>Whether the network hears this object</source>
        <translation>网络是否听到此对象</translation>
    </message>
</context>
<context>
    <name>soundlocus::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Heat map</source>
        <translation>热图(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>He&amp;lp</source>
        <translation>帮助(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
</context>
</TS>
