<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>Application</name>
    <message>
        <source>The settings were damaged: those that cannot be read are as when the program was new.</source>
        <translation>设置已损坏:无法读取的部分已恢复为初始值。</translation>
    </message>
</context>
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
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>Save a co&amp;py…</source>
        <translation>保存副本(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Add media…</source>
        <translation>添加媒体(&amp;A)…</translation>
    </message>
    <message>
        <source>Find &amp;moved media…</source>
        <translation>查找已移动的媒体(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Import annotations…</source>
        <translation>导入标注(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport annotations…</source>
        <translation>导出标注(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Draw a box</source>
        <translation>画框(&amp;D)</translation>
    </message>
    <message>
        <source>D&amp;elete track</source>
        <translation>删除轨迹(&amp;E)</translation>
    </message>
    <message>
        <source>Du&amp;plicate track</source>
        <translation>复制轨迹(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Copy box to the next frame</source>
        <translation>将框复制到下一帧(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Key frame here</source>
        <translation>在此设关键帧(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Remove key frame</source>
        <translation>移除关键帧(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Next key frame of the track</source>
        <translation>轨迹的下一关键帧(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous key frame of the track</source>
        <translation>轨迹的上一关键帧(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Occluded from here</source>
        <translation>从此处起被遮挡(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Interpolate to the next key frame, or not</source>
        <translation>切换到下一关键帧的插值(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Ends or reappears here</source>
        <translation>在此结束或重新出现(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Split here</source>
        <translation>在此拆分(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Merge selected tracks</source>
        <translation>合并所选轨迹(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Sounding, from here until pressed again</source>
        <translation>从此处起发声，再按一次结束(&amp;S)</translation>
    </message>
    <message>
        <source>Snap sounding to the &amp;onset</source>
        <translation>将发声对齐到起音点(&amp;O)</translation>
    </message>
    <message>
        <source>O&amp;ff-screen sound</source>
        <translation>画外声音(&amp;F)</translation>
    </message>
    <message>
        <source>S&amp;ilence</source>
        <translation>无声(&amp;I)</translation>
    </message>
    <message>
        <source>Label &amp;1</source>
        <translation>标签 &amp;1</translation>
    </message>
    <message>
        <source>Label &amp;2</source>
        <translation>标签 &amp;2</translation>
    </message>
    <message>
        <source>Label &amp;3</source>
        <translation>标签 &amp;3</translation>
    </message>
    <message>
        <source>Label &amp;4</source>
        <translation>标签 &amp;4</translation>
    </message>
    <message>
        <source>Label &amp;5</source>
        <translation>标签 &amp;5</translation>
    </message>
    <message>
        <source>Label &amp;6</source>
        <translation>标签 &amp;6</translation>
    </message>
    <message>
        <source>Label &amp;7</source>
        <translation>标签 &amp;7</translation>
    </message>
    <message>
        <source>Label &amp;8</source>
        <translation>标签 &amp;8</translation>
    </message>
    <message>
        <source>Label &amp;9</source>
        <translation>标签 &amp;9</translation>
    </message>
    <message>
        <source>&amp;Next clip</source>
        <translation>下一个剪辑(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous clip</source>
        <translation>上一个剪辑(&amp;P)</translation>
    </message>
    <message>
        <source>Next clip &amp;to do</source>
        <translation>下一个待处理剪辑(&amp;T)</translation>
    </message>
    <message>
        <source>Mark as &amp;done, and go on</source>
        <translation>标为已完成并继续(&amp;D)</translation>
    </message>
    <message>
        <source>Mark as &amp;checked</source>
        <translation>标为已核查(&amp;C)</translation>
    </message>
    <message>
        <source>Mark as &amp;rejected</source>
        <translation>标为已退回(&amp;R)</translation>
    </message>
    <message>
        <source>Mark as t&amp;o do</source>
        <translation>标为待处理(&amp;O)</translation>
    </message>
    <message>
        <source>Propose a &amp;box from the heat map</source>
        <translation>根据热图建议框(&amp;B)</translation>
    </message>
    <message>
        <source>Propose a trac&amp;k from the heat maps shown</source>
        <translation>根据已显示的热图建议轨迹(&amp;K)</translation>
    </message>
    <message>
        <source>Carr&amp;y the box forward</source>
        <translation>将框延续到后续帧(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Accept proposal</source>
        <translation>接受建议(&amp;A)</translation>
    </message>
    <message>
        <source>Accept proposal and ad&amp;just it</source>
        <translation>接受建议并调整(&amp;J)</translation>
    </message>
    <message>
        <source>Re&amp;fuse proposal</source>
        <translation>拒绝建议(&amp;F)</translation>
    </message>
    <message>
        <source>Mer&amp;ge project…</source>
        <translation>合并项目…(&amp;G)</translation>
    </message>
    <message>
        <source>Copy b&amp;oxes</source>
        <translation>复制框(&amp;O)</translation>
    </message>
    <message>
        <source>Paste bo&amp;xes</source>
        <translation>粘贴框(&amp;X)</translation>
    </message>
    <message>
        <source>Show conse&amp;nsus map</source>
        <translation>显示一致图(&amp;N)</translation>
    </message>
    <message>
        <source>Ren&amp;ame track…</source>
        <translation>重命名轨迹…(&amp;A)</translation>
    </message>
    <message>
        <source>Not sounding over the &amp;passage, or from here on</source>
        <translation>片段内或从此处起不发声(&amp;P)</translation>
    </message>
    <message>
        <source>Mark &amp;begins here</source>
        <translation>标记从此开始(&amp;B)</translation>
    </message>
    <message>
        <source>Mark &amp;ends here</source>
        <translation>标记到此结束(&amp;E)</translation>
    </message>
    <message>
        <source>Other &amp;kind of mark</source>
        <translation>更换标记类型(&amp;K)</translation>
    </message>
    <message>
        <source>Label &amp;over the passage, or from here on…</source>
        <translation>片段内或从此处起的标签…(&amp;O)</translation>
    </message>
    <message>
        <source>Remove clip from the pro&amp;ject</source>
        <translation>从项目中移除剪辑(&amp;J)</translation>
    </message>
    <message>
        <source>Import la&amp;bels from a list…</source>
        <translation>从列表导入标签(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Close file</source>
        <translation>关闭文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Clear passage</source>
        <translation>清除片段(&amp;C)</translation>
    </message>
    <message>
        <source>Set or remove mar&amp;ker here</source>
        <translation>在此设置或移除标记(&amp;K)</translation>
    </message>
    <message>
        <source>Name marker here…</source>
        <translation>命名此处标记…</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Pin the &amp;brightest point</source>
        <translation>固定最亮的点(&amp;B)</translation>
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
    <message>
        <source>Annotation</source>
        <translation>标注</translation>
    </message>
</context>
<context>
    <name>Error</name>
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
    <message>
        <source>It cannot be done like this; the details say why.</source>
        <translation>无法这样操作；详情中说明了原因。</translation>
    </message>
    <message>
        <source>The file was changed meanwhile; open it again.</source>
        <translation>文件在此期间被更改;请重新打开。</translation>
    </message>
    <message>
        <source>The sound device went away or stopped; playing goes on without sound.</source>
        <translation>声音设备已断开或停止;继续无声播放。</translation>
    </message>
</context>
<context>
    <name>Gesture</name>
    <message>
        <source>Draw box</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Move box</source>
        <translation>移动框</translation>
    </message>
    <message>
        <source>Resize box</source>
        <translation>调整框大小</translation>
    </message>
    <message>
        <source>Copy boxes</source>
        <translation>复制框</translation>
    </message>
    <message>
        <source>Paste boxes</source>
        <translation>粘贴框</translation>
    </message>
    <message>
        <source>Duplicate box</source>
        <translation>创建框副本</translation>
    </message>
    <message>
        <source>Delete key frame</source>
        <translation>删除关键帧</translation>
    </message>
    <message>
        <source>Add key frame</source>
        <translation>添加关键帧</translation>
    </message>
    <message>
        <source>Delete track</source>
        <translation>删除轨迹</translation>
    </message>
    <message>
        <source>End track</source>
        <translation>结束轨迹</translation>
    </message>
    <message>
        <source>Let track reappear</source>
        <translation>让轨迹重新出现</translation>
    </message>
    <message>
        <source>Mark as occluded</source>
        <translation>标为被遮挡</translation>
    </message>
    <message>
        <source>Mark as visible</source>
        <translation>标为可见</translation>
    </message>
    <message>
        <source>Show between key frames</source>
        <translation>在关键帧之间显示</translation>
    </message>
    <message>
        <source>Hide between key frames</source>
        <translation>在关键帧之间隐藏</translation>
    </message>
    <message>
        <source>Split track</source>
        <translation>拆分轨迹</translation>
    </message>
    <message>
        <source>Merge tracks</source>
        <translation>合并轨迹</translation>
    </message>
    <message>
        <source>Change label</source>
        <translation>更改标签</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>接受建议</translation>
    </message>
    <message>
        <source>Mark as sounding</source>
        <translation>标为发声</translation>
    </message>
    <message>
        <source>Mark as not sounding</source>
        <translation>标为不发声</translation>
    </message>
    <message>
        <source>Change sounding interval</source>
        <translation>更改发声区间</translation>
    </message>
    <message>
        <source>Mark off-screen sound</source>
        <translation>标记画外声音</translation>
    </message>
    <message>
        <source>Mark silence</source>
        <translation>标记无声</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>移除标记</translation>
    </message>
    <message>
        <source>Change mark</source>
        <translation>更改标记</translation>
    </message>
    <message>
        <source>Change review state</source>
        <translation>更改审核状态</translation>
    </message>
    <message>
        <source>Change tags</source>
        <translation>更改关键词</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>更改备注</translation>
    </message>
    <message>
        <source>Add media</source>
        <translation>添加媒体</translation>
    </message>
    <message>
        <source>Remove clips</source>
        <translation>移除剪辑</translation>
    </message>
    <message>
        <source>Locate media</source>
        <translation>定位媒体</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>导入标注</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Add labels</source>
        <translation>添加多个标签</translation>
    </message>
    <message>
        <source>Rename label</source>
        <translation>重命名标签</translation>
    </message>
    <message>
        <source>Change label colour</source>
        <translation>更改标签颜色</translation>
    </message>
    <message>
        <source>Change label key</source>
        <translation>更改标签快捷键</translation>
    </message>
    <message>
        <source>Delete label</source>
        <translation>删除标签</translation>
    </message>
    <message>
        <source>Add annotator</source>
        <translation>添加标注者</translation>
    </message>
    <message>
        <source>Rename annotator</source>
        <translation>重命名标注者</translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>显示图层</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>隐藏图层</translation>
    </message>
    <message>
        <source>Rename track</source>
        <translation>重命名轨迹</translation>
    </message>
    <message>
        <source>Merge project</source>
        <translation>合并项目</translation>
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
        <translation>类似 CVAT</translation>
    </message>
    <message>
        <source>Like VIA</source>
        <translation>类似 VIA</translation>
    </message>
    <message>
        <source>Like VLC</source>
        <translation>类似 VLC</translation>
    </message>
</context>
<context>
    <name>MapAbsence</name>
    <message>
        <source>no map</source>
        <translation>无热图</translation>
    </message>
    <message>
        <source>no map: no model</source>
        <translation>无热图:无模型</translation>
    </message>
    <message>
        <source>map is off</source>
        <translation>热图已关闭</translation>
    </message>
    <message>
        <source>no map: no sound</source>
        <translation>无热图:无声音</translation>
    </message>
    <message>
        <source>no map yet</source>
        <translation>尚无热图</translation>
    </message>
    <message>
        <source>Without a picture there is no heat map</source>
        <translation>没有画面就没有热图</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>未加载模型</translation>
    </message>
    <message>
        <source>The heat map is off</source>
        <translation>热图已关闭</translation>
    </message>
    <message>
        <source>The file has no sound to be located</source>
        <translation>文件没有可定位的声音</translation>
    </message>
    <message>
        <source>Fills in where the heat map has been computed</source>
        <translation>计算过热图之处会逐渐填充</translation>
    </message>
</context>
<context>
    <name>MergeConflict</name>
    <message>
        <source>Clip “%1”: boxes of nobody in particular differ; the others are kept as “%2”</source>
        <translation>剪辑“%1”：无署名的框不一致；另一些保留为“%2”</translation>
    </message>
    <message>
        <source>Clip “%1”: boxes of %2 differ; the others are kept as “%3”</source>
        <translation>剪辑“%1”：%2 的框不一致；另一些保留为“%3”</translation>
    </message>
    <message>
        <source>Clip “%1”: another review state; “%2” stays</source>
        <translation>剪辑“%1”：审核状态不同；保留“%2”</translation>
    </message>
    <message>
        <source>Clip “%1”: other media of the same name; kept as “%2”</source>
        <translation>剪辑“%1”：同名的其他媒体；保留为“%2”</translation>
    </message>
</context>
<context>
    <name>ReviewState</name>
    <message>
        <source>To do</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>已核查</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已退回</translation>
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
        <translation>一致性</translation>
    </message>
    <message>
        <source>%1, %2: IoU %3</source>
        <translation>%1、%2：IoU %3</translation>
    </message>
    <message>
        <source>Each against the others’ consensus: cIoU %1</source>
        <translation>每人与其他人共识相比：cIoU %1</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotationExportDialog</name>
    <message>
        <source>Export annotations</source>
        <translation>导出标注</translation>
    </message>
    <message>
        <source>A box on &amp;every frame, not on key frames only</source>
        <translation>每一帧都有框，而不仅是关键帧(&amp;E)</translation>
    </message>
    <message>
        <source>Layers to export</source>
        <translation>要导出的图层</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>导出到(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>图层(&amp;L)</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotationTool</name>
    <message>
        <source>x %1, y %2 · %3 × %4 px</source>
        <comment>corner and size of a box in pixels of the picture</comment>
        <translation>x %1，y %2 · %3 × %4 像素</translation>
    </message>
    <message>
        <source>Boxes on this frame: %L1</source>
        <translation>本帧的框数：%L1</translation>
    </message>
    <message>
        <source>%1. Selected: %2, %3</source>
        <comment>how many boxes; name and place of a box</comment>
        <translation>%1。已选中：%2，%3</translation>
    </message>
    <message>
        <source>%1. Consensus over %2 % of the picture</source>
        <comment>how many boxes; a number</comment>
        <translation>%1。一致区域占画面的 %2%</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotationWorkspace</name>
    <message>
        <source>The media of “%1” are not there. Annotation › Project › Find moved media looks for them in a folder.</source>
        <translation>“%1”的媒体不存在。可通过“标注 › 项目 › 查找已移动的媒体”在文件夹中查找。</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <source>Clip notes</source>
        <translation>剪辑备注</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>标注者</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotatorModel</name>
    <message>
        <source>New boxes belong to this annotator</source>
        <translation>新框归此标注者所有</translation>
    </message>
    <message>
        <source>Click: new boxes belong to this annotator</source>
        <translation>单击：新框归此标注者所有</translation>
    </message>
    <message>
        <source>Ticked layers are shown</source>
        <translation>显示已勾选的图层</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>标注者</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>绘制</translation>
    </message>
</context>
<context>
    <name>soundlocus::AnnotatorsPanel</name>
    <message>
        <source>Open a project to see whose boxes it holds.</source>
        <translation>打开项目，查看其中的框出自哪些标注者。</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>标注者</translation>
    </message>
    <message>
        <source>Another annotator</source>
        <translation>其他标注者</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>添加(&amp;D)</translation>
    </message>
</context>
<context>
    <name>soundlocus::CarryCommands</name>
    <message>
        <source>The box could not be carried on: %1</source>
        <translation>无法延续框：%1</translation>
    </message>
    <message>
        <source>Select a box of this picture; it is carried on from here.</source>
        <translation>请选中此画面上的一个框，将从这里开始延续。</translation>
    </message>
    <message>
        <source>The box is being carried on …</source>
        <translation>正在延续框…</translation>
    </message>
    <message>
        <source>What is in the box was not found on the next picture.</source>
        <translation>在下一画面中未找到框内的内容。</translation>
    </message>
    <message>
        <source>Carried on as a proposal: %1 accepts it, %2 refuses it.</source>
        <translation>已延续为建议：按 %1 接受，按 %2 拒绝。</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipMarksLane</name>
    <message>
        <source>Off-screen sound and silence</source>
        <translation>画外声音和无声</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>Off-screen sound</source>
        <translation>画外声音</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipModel</name>
    <message>
        <source>Its media are not known.</source>
        <translation>其媒体未知。</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipNotesPanel</name>
    <message>
        <source>Review state</source>
        <translation>审核状态</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>parted by commas</source>
        <translation>以逗号分隔</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审核(&amp;R)</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>关键词(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>No clip of the project is shown.</source>
        <translation>未显示项目中的剪辑。</translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipboardCommands</name>
    <message>
        <source>The selected tracks have no box on this picture.</source>
        <translation>所选轨迹在此画面上没有框。</translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) copied.</source>
        <translation>
            <numerusform>已复制 %n 个框。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ClipsPanel</name>
    <message>
        <source>Find a clip</source>
        <translation>查找剪辑</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Review state</source>
        <translation>审核状态</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <source>Annotations live in a project. Make one, or open one.</source>
        <translation>标注保存在项目中。请新建或打开一个项目。</translation>
    </message>
    <message>
        <source>No clips yet. Add media, or import annotations.</source>
        <translation>还没有剪辑。请添加媒体或导入标注。</translation>
    </message>
    <message>
        <source>No clip is like that.</source>
        <translation>没有符合条件的剪辑。</translation>
    </message>
    <message>
        <source>%1 of %2 to do</source>
        <translation>%2 个中有 %1 个待处理</translation>
    </message>
    <message>
        <source>%1 done, %2 checked, %3 rejected</source>
        <translation>%1 个已完成，%2 个已核查，%3 个已退回</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n clip(s) from the project</source>
        <translation>
            <numerusform>从项目中移除 %n 个剪辑(&amp;R)</numerusform>
        </translation>
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
    <name>soundlocus::ConsensusBox</name>
    <message>
        <source>Consensus map</source>
        <translation>一致图</translation>
    </message>
    <message>
        <source>What the layers that are shown agree on, over the picture: where at least two of them have a box</source>
        <translation>在画面上显示各可见图层一致之处：至少两个图层有框的地方</translation>
    </message>
    <message>
        <source>No consensus map</source>
        <translation>无一致图</translation>
    </message>
    <message>
        <source>Consensus: Flickr-SoundNet</source>
        <translation>一致：Flickr-SoundNet</translation>
    </message>
    <message>
        <source>Consensus: union</source>
        <translation>一致：并集</translation>
    </message>
    <message>
        <source>Consensus: intersection</source>
        <translation>一致：交集</translation>
    </message>
</context>
<context>
    <name>soundlocus::EditHint</name>
    <message>
        <source>Drag to draw a box · Shift: square · Esc: do not draw</source>
        <translation>拖动以画框 · Shift：正方形 · Esc：不画</translation>
    </message>
    <message>
        <source>Release to add the box · Shift: square · Esc: cancel</source>
        <translation>松开以添加框 · Shift：正方形 · Esc：取消</translation>
    </message>
    <message>
        <source>Release to put the box here · Esc: cancel</source>
        <translation>松开以将框放在此处 · Esc：取消</translation>
    </message>
    <message>
        <source>Release to keep this size · Shift: same shape · Esc: cancel</source>
        <translation>松开以保留此大小 · Shift：保持形状 · Esc：取消</translation>
    </message>
    <message>
        <source>Arrows: one pixel · with Shift: ten · with Ctrl: right and lower edge · Esc: cancel</source>
        <translation>方向键：1 像素 · 加 Shift：10 像素 · 加 Ctrl：右边和下边 · Esc：取消</translation>
    </message>
    <message>
        <source>Box of another annotator: click to select it, drag to draw your own</source>
        <translation>其他标注者的框：单击可选中，拖动可画自己的框</translation>
    </message>
    <message>
        <source>Click to select the box</source>
        <translation>单击以选中框</translation>
    </message>
    <message>
        <source>Drag to move the box · Shift+click: select it as well</source>
        <translation>拖动以移动框 · Shift+单击：加入选择</translation>
    </message>
    <message>
        <source>Drag to resize the box · Shift: same shape</source>
        <translation>拖动以调整框大小 · Shift：保持形状</translation>
    </message>
    <message numerus="yes">
        <source>%1 · Tab: next of %n boxes here</source>
        <translation>
            <numerusform>%1 · Tab：此处 %n 个框中的下一个</numerusform>
        </translation>
    </message>
    <message>
        <source>This project is only read: nothing can be drawn</source>
        <translation>此项目为只读，无法绘制</translation>
    </message>
    <message>
        <source>Choose an annotator to draw boxes</source>
        <translation>请先选择标注者再画框</translation>
    </message>
    <message>
        <source>Show your own layer to draw boxes</source>
        <translation>请先显示自己的图层再画框</translation>
    </message>
    <message>
        <source>Drag to draw a box, click to deselect · Arrows: move the selected box · Ctrl+click: probe</source>
        <translation>拖动以画框，单击取消选中 · 方向键：移动选中的框 · Ctrl+单击：探测</translation>
    </message>
    <message>
        <source>Drag to draw a box · Ctrl+click: probe</source>
        <translation>拖动以画框 · Ctrl+单击：探测</translation>
    </message>
</context>
<context>
    <name>soundlocus::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>soundlocus::EngineProjectService</name>
    <message>
        <source>The project could not be opened</source>
        <translation>无法打开项目</translation>
    </message>
    <message>
        <source>The project has changes that are stored nowhere; save a copy first</source>
        <translation>项目中有未保存到任何地方的更改，请先保存副本</translation>
    </message>
    <message>
        <source>The copy could not be written</source>
        <translation>无法写入副本</translation>
    </message>
    <message>
        <source>The media could not be added</source>
        <translation>无法添加媒体</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be added</source>
        <translation>
            <numerusform>%n 个文件无法添加</numerusform>
        </translation>
    </message>
    <message>
        <source>The media could not be located</source>
        <translation>无法定位媒体</translation>
    </message>
    <message>
        <source>The annotations could not be read</source>
        <translation>无法读取标注</translation>
    </message>
    <message>
        <source>The annotations could not be imported</source>
        <translation>无法导入标注</translation>
    </message>
    <message>
        <source>The annotations could not be exported</source>
        <translation>无法导出标注</translation>
    </message>
    <message>
        <source>Reading media</source>
        <translation>正在读取媒体</translation>
    </message>
    <message>
        <source>The project could not be merged</source>
        <translation>无法合并该项目</translation>
    </message>
    <message>
        <source>The labels could not be read</source>
        <translation>无法读取标签</translation>
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
    <message>
        <source>The maps are written as the network hears it now, not with the file&apos;s own sound.</source>
        <translation>热图按网络当前听到的声音写出，而不是文件自身的声音。</translation>
    </message>
    <message>
        <source>To write those of the file&apos;s own sound, choose it in the panel “What if” and start again.</source>
        <translation>若要写出文件自身声音的热图，请在“假设”面板中选择它后重新开始。</translation>
    </message>
    <message>
        <source>%1 heat map, other sound.%2</source>
        <comment>name of a file and its suffix</comment>
        <translation>%1 热图，其他声音.%2</translation>
    </message>
    <message>
        <source>The heat map of this picture took too long: it is missing.</source>
        <translation>此画面的热图计算过久,因此缺失。</translation>
    </message>
    <message>
        <source>Wait until the status bar says “map of this frame”, and try again.</source>
        <translation>请等到状态栏显示“本帧热图”后再试。</translation>
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
    <message>
        <source>Video, sound, pictures, checkpoints and projects (%1 *.soundlocus);;All files (*)</source>
        <translation>视频、声音、图片、检查点和项目 (%1 *.soundlocus);;所有文件 (*)</translation>
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
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>Time to react</source>
        <translation>反应时间</translation>
    </message>
    <message>
        <source>From hearing something to pressing the key; taken off the times of sounding intervals that are marked while playing</source>
        <translation>从听到声音到按下按键的时间；播放时标记的发声区间会减去该时间</translation>
    </message>
    <message>
        <source>Time to &amp;react</source>
        <translation>反应时间(&amp;R)</translation>
    </message>
    <message>
        <source>Pla&amp;y the next file of the list at the end</source>
        <translation>结束后播放列表中的下一个文件(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Start with the file that was open last</source>
        <translation>启动时打开上次的文件(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Forget recent files, models and projects</source>
        <translation>清除最近的文件、模型和项目(&amp;F)</translation>
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
    <name>soundlocus::HistoryCommands</name>
    <message>
        <source>“%1” was done here: %2, %3. Undo again to take it back.</source>
        <translation>“%1”是在此处进行的：%2，%3。再次撤销即可取消该操作。</translation>
    </message>
    <message>
        <source>“%1” was done here: %2, %3. Redo again to do it.</source>
        <translation>“%1”是在此处进行的：%2，%3。再次重做即可执行该操作。</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做(&amp;R)：%1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
</context>
<context>
    <name>soundlocus::ImportDialog</name>
    <message>
        <source>&amp;Leave out boxes without a pixel</source>
        <translation>略去不含像素的框(&amp;L)</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>导入标注</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>%1 found, %2 not found</source>
        <translation>找到 %1 个，未找到 %2 个</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>&amp;Problems (%1)</source>
        <translation>问题 (%1)(&amp;P)</translation>
    </message>
    <message>
        <source>Media not found</source>
        <translation>未找到的媒体</translation>
    </message>
    <message>
        <source>Media &amp;not found (%1)</source>
        <translation>未找到的媒体 (%1)(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>The import is one step: undo takes all of it back.</source>
        <translation>导入算作一步操作，撤销即可全部取消。</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>…还有 %1 项</translation>
    </message>
    <message>
        <source>%1 clips, %2 tracks with %3 boxes, %4 labels, %5, %6 marks; %7 clips hold nothing</source>
        <translation>%1 个剪辑，%2 条轨迹共 %3 个框，%4 个标签，%5，%6 个标记；%7 个剪辑没有内容</translation>
    </message>
    <message numerus="yes">
        <source>%n annotator(s)</source>
        <translation>
            <numerusform>%n 位标注者</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::KeyFeedback</name>
    <message>
        <source>Speed %1×</source>
        <translation>速度 %1×</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>音量 %1 %</translation>
    </message>
    <message>
        <source>%1: on</source>
        <comment>a command</comment>
        <translation>%1:开</translation>
    </message>
    <message>
        <source>%1: off</source>
        <comment>a command</comment>
        <translation>%1:关</translation>
    </message>
    <message>
        <source>%1 · frame %2</source>
        <translation>%1 · 第 %2 帧</translation>
    </message>
    <message>
        <source>Marker set</source>
        <translation>已设置标记</translation>
    </message>
    <message>
        <source>Marker removed</source>
        <translation>已移除标记</translation>
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
        <source>Player</source>
        <translation>播放器</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Picture, timeline and mouse</source>
        <translation>画面、时间轴和鼠标</translation>
    </message>
    <message>
        <source>Keys of commands can be changed in the settings.</source>
        <translation>命令的按键可在设置中更改。</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>在画面上</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动画面</translation>
    </message>
    <message>
        <source>Middle button, or drag</source>
        <translation>中键,或拖动</translation>
    </message>
    <message>
        <source>Pin a point, or remove it</source>
        <translation>固定或移除一个点</translation>
    </message>
    <message>
        <source>Click, Ctrl+click while annotating</source>
        <translation>单击,标注时 Ctrl+单击</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Fit window, original size</source>
        <translation>适合窗口,原始大小</translation>
    </message>
    <message>
        <source>%1 and arrows</source>
        <translation>%1 加方向键</translation>
    </message>
    <message>
        <source>Move the pinned point</source>
        <translation>移动固定的点</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>移动分隔线</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>On the timeline</source>
        <translation>在时间轴上</translation>
    </message>
    <message>
        <source>Move along</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Shift+wheel, middle button</source>
        <translation>Shift+滚轮,中键</translation>
    </message>
    <message>
        <source>Loop a passage</source>
        <translation>循环一个片段</translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation>按住 Shift 拖动</translation>
    </message>
    <message>
        <source>Fold or unfold a lane</source>
        <translation>折叠或展开轨道</translation>
    </message>
    <message>
        <source>Click on its name</source>
        <translation>单击其名称</translation>
    </message>
    <message>
        <source>Zoom, everything</source>
        <translation>缩放,全部</translation>
    </message>
    <message>
        <source>To the beginning, to the end</source>
        <translation>到开头,到结尾</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home, End</translation>
    </message>
    <message>
        <source>In the playlist</source>
        <translation>在播放列表中</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Take from the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Move in the list</source>
        <translation>在列表中移动</translation>
    </message>
</context>
<context>
    <name>soundlocus::LabelModel</name>
    <message>
        <source>Double click to rename</source>
        <translation>双击以重命名</translation>
    </message>
    <message>
        <source>Digit from 1 to 9, or nothing</source>
        <translation>1 到 9 的数字，或留空</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>soundlocus::LabelsPanel</name>
    <message>
        <source>&amp;Colour…</source>
        <translation>颜色(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>新标签</translation>
    </message>
    <message>
        <source>No labels yet. Type the name of what sounds, and press Return.</source>
        <translation>还没有标签。请输入发声对象的名称并按回车。</translation>
    </message>
    <message>
        <source>Open a project to name what sounds.</source>
        <translation>打开项目，为发声对象命名。</translation>
    </message>
    <message>
        <source>Colour of the label</source>
        <translation>标签颜色</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>添加(&amp;D)</translation>
    </message>
</context>
<context>
    <name>soundlocus::LiveScore</name>
    <message>
        <source>No box on this frame</source>
        <translation>本帧没有框</translation>
    </message>
    <message>
        <source>The heat map of this frame is damaged</source>
        <translation>本帧的热图已损坏</translation>
    </message>
    <message>
        <source>The boxes mark no pixel</source>
        <translation>这些框未标出任何像素</translation>
    </message>
    <message>
        <source>cIoU, found</source>
        <translation>cIoU，已找到</translation>
    </message>
    <message>
        <source>cIoU, not found</source>
        <translation>cIoU，未找到</translation>
    </message>
    <message>
        <source>at most %1 under this rule: the box is too small to be found</source>
        <translation>按此规则最高为 %1：框太小，无法被找到</translation>
    </message>
    <message>
        <source>at most %1 under this rule</source>
        <translation>按此规则最高为 %1</translation>
    </message>
    <message>
        <source>won: %1 %</source>
        <translation>命中：%1%</translation>
    </message>
    <message>
        <source>missed: %1 %</source>
        <translation>遗漏：%1%</translation>
    </message>
    <message>
        <source>falsely claimed: %1 %</source>
        <translation>误报：%1%</translation>
    </message>
    <message>
        <source>No score: this frame has no map of its own yet</source>
        <translation>没有分数：该帧还没有自己的热图</translation>
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
    <message>
        <source>Compute ahead while idle</source>
        <translation>空闲时提前计算</translation>
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
    <message>
        <source>SoundLocus</source>
        <translation>SoundLocus</translation>
    </message>
    <message>
        <source>An export is not finished. Stop it and close?</source>
        <translation>导出尚未完成。停止导出并关闭?</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>继续导出</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Name of the marker:</source>
        <translation>标记名称:</translation>
    </message>
</context>
<context>
    <name>soundlocus::MergeDialog</name>
    <message>
        <source>Merge project</source>
        <translation>合并项目</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>nothing that the open project has not</source>
        <translation>没有当前项目所缺的内容</translation>
    </message>
    <message>
        <source>%1 clips, %2 tracks with %3 boxes, %4 labels, %5 annotators, %6 marks; %7 clips learn something</source>
        <translation>%1 个剪辑、%2 条轨迹（%3 个框）、%4 个标签、%5 位标注者、%6 个标记；%7 个剪辑得到补充</translation>
    </message>
    <message>
        <source>Brings</source>
        <translation>带来</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>合并(&amp;M)</translation>
    </message>
    <message>
        <source>Merging is one step: undo takes all of it back.</source>
        <translation>合并是一个步骤：撤销会全部取消。</translation>
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
        <source>Another family has the same tensors; the file&apos;s name, or a default, decided.</source>
        <translation>另一个系列具有相同的张量;由文件名或默认值决定。</translation>
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
    <message>
        <source>Same model</source>
        <translation>相同模型</translation>
    </message>
    <message>
        <source>Loads the model of the main map here as well, to compare two settings or two sounds</source>
        <translation>在此也加载主热图的模型,以比较两种设置或两种声音</translation>
    </message>
    <message>
        <source>Load a second model to see two maps on one picture, or the same one, to compare two settings (panel “Heat map”) or two sounds (panel “What if”).</source>
        <translation>加载第二个模型可在同一画面上查看两张热图;加载相同模型可比较两种设置(“热图”面板)或两种声音(“假设”面板)。</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>清空列表(&amp;C)</translation>
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
    <message>
        <source>The model&apos;s own threshold</source>
        <translation>模型自身的阈值</translation>
    </message>
    <message>
        <source>Above it the network was trained to see a source</source>
        <translation>网络训练时高于此值即视为声源</translation>
    </message>
    <message>
        <source>This checkpoint does not say which threshold it was trained with</source>
        <translation>此检查点未说明训练时使用的阈值</translation>
    </message>
</context>
<context>
    <name>soundlocus::PlaylistModel</name>
    <message>
        <source>%1 (cannot be opened)</source>
        <translation>%1(无法打开)</translation>
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
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Take from the list</source>
        <translation>从列表移除(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectCommands</name>
    <message>
        <source>%1: opened, with remarks</source>
        <translation>%1：已打开，但有提示信息</translation>
    </message>
    <message>
        <source>Annotations exported: %1</source>
        <translation>标注已导出：%1</translation>
    </message>
    <message>
        <source>Copy of the project written: %1</source>
        <translation>项目副本已写入：%1</translation>
    </message>
    <message numerus="yes">
        <source>Media found of %n clip(s); none is missing.</source>
        <translation>
            <numerusform>已找到 %n 个剪辑的媒体，没有缺失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Media found of %1 clips; %2 are still missing.</source>
        <translation>已找到 %1 个剪辑的媒体，仍缺少 %2 个。</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>未保存</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of the project could not be stored: %1

Close and lose them? A copy can be saved elsewhere first (Annotation › Project › Save a copy).</source>
        <translation>
            <numerusform>项目有 %n 步操作无法保存：%1

要关闭并丢弃这些操作吗？可先将副本保存到别处（标注 › 项目 › 保存副本）。</numerusform>
        </translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>SoundLocus projects (*%1)</source>
        <translation>SoundLocus 项目 (*%1)</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>SoundLocus projects (*%1);;All files (*)</source>
        <translation>SoundLocus 项目 (*%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save a copy of the project</source>
        <translation>保存项目副本</translation>
    </message>
    <message>
        <source>Add media to the project</source>
        <translation>将媒体添加到项目</translation>
    </message>
    <message>
        <source>Video, sound and pictures (%1);;All files (*)</source>
        <translation>视频、声音和图片 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Folder to look for the media in</source>
        <translation>在哪个文件夹中查找媒体</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>导入标注</translation>
    </message>
    <message>
        <source>Annotations (*.json *.xml *.tsv *.csv *.jsonl *.yaml *.txt);;All files (*)</source>
        <translation>标注 (*.json *.xml *.tsv *.csv *.jsonl *.yaml *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Merge project</source>
        <translation>合并项目</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n label(s) read; those that were not there are added.</source>
        <translation>
            <numerusform>%1：读取了 %n 个标签；缺少的已添加。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>导入标签</translation>
    </message>
    <message>
        <source>Lists of names, one a line or in the first column (*.txt *.csv);;All files (*)</source>
        <translation>名称列表，每行一个或在第一列 (*.txt *.csv);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectIndicator</name>
    <message>
        <source>State of the project</source>
        <translation>项目状态</translation>
    </message>
    <message>
        <source>%1: opening…</source>
        <translation>%1：正在打开…</translation>
    </message>
    <message>
        <source>%1: ✓ stored</source>
        <translation>%1：✓ 已保存</translation>
    </message>
    <message>
        <source>%1: storing…</source>
        <translation>%1：正在保存…</translation>
    </message>
    <message numerus="yes">
        <source>%1: ⚠ %n step(s) not stored, trying again</source>
        <translation>
            <numerusform>%1：⚠ %n 步操作未保存，正在重试</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: read only</source>
        <translation>%1：只读</translation>
    </message>
    <message>
        <source>%1: read only, %2</source>
        <translation>%1：只读，%2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProjectProgress</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>soundlocus::ProposalCommands</name>
    <message>
        <source>There is no heat map of this picture yet.</source>
        <translation>此画面还没有热图。</translation>
    </message>
    <message>
        <source>No heat maps were shown here yet; play the passage first.</source>
        <translation>此处尚未显示过热图，请先播放该片段。</translation>
    </message>
    <message>
        <source>Proposed box: %1 accepts it, %2 accepts and selects it, %3 refuses it.</source>
        <translation>建议的框：按 %1 接受，按 %2 接受并选中，按 %3 拒绝。</translation>
    </message>
</context>
<context>
    <name>soundlocus::ReviewCommands</name>
    <message>
        <source>This is the last clip.</source>
        <translation>这是最后一个剪辑。</translation>
    </message>
    <message>
        <source>This is the first clip.</source>
        <translation>这是第一个剪辑。</translation>
    </message>
    <message>
        <source>No other clip is to do.</source>
        <translation>没有其他待处理的剪辑。</translation>
    </message>
    <message>
        <source>No mark of yours is there.</source>
        <translation>那里没有您的标记。</translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s) removed from the project; undo brings them back.</source>
        <translation>
            <numerusform>已从项目中移除 %n 个剪辑；撤销可恢复。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ScoreLane</name>
    <message>
        <source>mean %1</source>
        <translation>平均 %1</translation>
    </message>
    <message>
        <source>Fills in where a box meets a heat map</source>
        <translation>同时有框和热图的位置会在此显示</translation>
    </message>
</context>
<context>
    <name>soundlocus::ScorePanel</name>
    <message>
        <source>cIoU of this picture</source>
        <translation>本画面的 cIoU</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Thresh&amp;old</source>
        <translation>阈值(&amp;O)</translation>
    </message>
    <message>
        <source>R&amp;ule</source>
        <translation>规则(&amp;U)</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <source>Draw a box on a picture that has a heat map.</source>
        <translation>请在有热图的画面上画框。</translation>
    </message>
    <message>
        <source>✓ found (%1 or more)</source>
        <translation>✓ 已找到（不低于 %1）</translation>
    </message>
    <message>
        <source>✗ not found (below %1)</source>
        <translation>✗ 未找到（低于 %1）</translation>
    </message>
    <message>
        <source>⚠ These boxes allow %1 at most under the rule: no map can find them.</source>
        <translation>⚠ 按此规则，这些框最高只能达到 %1：任何热图都无法找到它们。</translation>
    </message>
    <message>
        <source>These boxes allow %1 at most.</source>
        <translation>这些框最高只能达到 %1。</translation>
    </message>
    <message>
        <source>no frame with a box and a heat map yet</source>
        <translation>还没有同时具有框和热图的帧</translation>
    </message>
    <message numerus="yes">
        <source>mean %1 · found %2 % · AUC %3 (%n frame(s))</source>
        <translation>
            <numerusform>平均 %1 · 找到 %2% · AUC %3（%n 帧）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>soundlocus::ScoreStyle</name>
    <message>
        <source>Top 50 % (SSL-TIE, LVS)</source>
        <translation>前 50% (SSL-TIE, LVS)</translation>
    </message>
    <message>
        <source>Consensus (Flickr-SoundNet)</source>
        <translation>共识 (Flickr-SoundNet)</translation>
    </message>
    <message>
        <source>Top 50 %, ≥ (EZ-VSL)</source>
        <translation>前 50%，≥ (EZ-VSL)</translation>
    </message>
    <message>
        <source>Adaptive (as many pixels as marked)</source>
        <translation>自适应（像素数与标出的相同）</translation>
    </message>
    <message>
        <source>Absolute threshold</source>
        <translation>绝对阈值</translation>
    </message>
</context>
<context>
    <name>soundlocus::Session</name>
    <message>
        <source>The device chosen for the heat map cannot be used; the processor computes it.</source>
        <translation>为热图选择的设备无法使用;改由处理器计算。</translation>
    </message>
    <message>
        <source>%1: no video, sound or picture is in this folder.</source>
        <translation>%1:此文件夹中没有视频、声音或图片。</translation>
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
        <source>Key preset</source>
        <translation>快捷键方案</translation>
    </message>
    <message>
        <source>Gives all commands the keys that another program has; keys of your own are lost</source>
        <translation>为所有命令采用另一程序的快捷键；您自定义的快捷键将丢失</translation>
    </message>
    <message>
        <source>Key &amp;preset</source>
        <translation>快捷键方案(&amp;P)</translation>
    </message>
    <message>
        <source>The command has this key and no other</source>
        <translation>该命令只使用此按键</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>添加(&amp;D)</translation>
    </message>
    <message>
        <source>The command has this key besides those it has</source>
        <translation>该命令除已有按键外再加上此按键</translation>
    </message>
    <message>
        <source>%1 belongs to %2; assigning takes it from there.</source>
        <translation>%1 属于%2;指定后将从那里移除。</translation>
    </message>
    <message>
        <source>Press the new key for “%1”. Its defaults (%2) belong to %3 now; restoring takes them from there.</source>
        <translation>请按下“%1”的新按键。其默认按键(%2)现属于%3;恢复默认将从那里移除。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a command</comment>
        <translation>“%1”</translation>
    </message>
</context>
<context>
    <name>soundlocus::ShownBoxes</name>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>label of a box, and who drew it</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>proposed by the heat map</source>
        <translation>由热图建议</translation>
    </message>
    <message>
        <source>proposed by the tracker</source>
        <translation>由跟踪器建议</translation>
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
</context>
<context>
    <name>soundlocus::SoundingCommands</name>
    <message>
        <source>Listening: let the key go, or press it again, when it falls silent.</source>
        <translation>正在听：声音停止时松开按键，或再按一次。</translation>
    </message>
    <message>
        <source>No onset within %1 ms of where the interval begins.</source>
        <translation>区间起点前后 %1 毫秒内没有起音点。</translation>
    </message>
    <message>
        <source>No selected track is marked as sounding there.</source>
        <translation>所选轨迹在那里均未标为发声。</translation>
    </message>
</context>
<context>
    <name>soundlocus::SoundingLane</name>
    <message>
        <source>When the selected source sounds: mark it while you listen</source>
        <translation>所选声源的发声时段：边听边标记</translation>
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
    <message>
        <source>Pictures that came too late, packets that could not be decoded</source>
        <translation>来不及显示的帧，无法解码的数据包</translation>
    </message>
    <message numerus="yes">
        <source>, %n damaged</source>
        <comment>packets</comment>
        <translation>
            <numerusform>，%n 个损坏</numerusform>
        </translation>
    </message>
    <message>
        <source>no sound in the file</source>
        <translation>文件无声音</translation>
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
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Sounding</source>
        <translation>发声</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
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
        <translation>标签 &amp;%1</translation>
    </message>
    <message>
        <source>Label &amp;%1: %2</source>
        <translation>标签 &amp;%1：%2</translation>
    </message>
    <message>
        <source>Label over the passage</source>
        <translation>片段内的标签</translation>
    </message>
    <message>
        <source>Label from here on</source>
        <translation>从此处起的标签</translation>
    </message>
    <message>
        <source>No selected track has another label there.</source>
        <translation>所选轨迹在那里没有其他标签。</translation>
    </message>
    <message>
        <source>Rename track</source>
        <translation>重命名轨迹</translation>
    </message>
    <message>
        <source>What tells this track from others of its label; empty: nothing</source>
        <translation>此轨迹与同标签其他轨迹的区别；留空表示无</translation>
    </message>
    <message>
        <source>No label has the key %1. Labels are made in the panel Labels.</source>
        <translation>没有标签使用按键 %1。请在“标签”面板中新建标签。</translation>
    </message>
</context>
<context>
    <name>soundlocus::TrackModel</name>
    <message>
        <source>source %1</source>
        <translation>声源 %1</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>不在此处</translation>
    </message>
    <message>
        <source>occluded ◆</source>
        <translation>被遮挡 ◆</translation>
    </message>
    <message>
        <source>occluded</source>
        <translation>被遮挡</translation>
    </message>
    <message>
        <source>key frame ◆</source>
        <translation>关键帧 ◆</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>可见</translation>
    </message>
    <message numerus="yes">
        <source>%n key frame(s)</source>
        <translation>
            <numerusform>%n 个关键帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Track</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
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
            <numerusform>%n 条轨迹</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw a box in the picture: its track appears here</source>
        <translation>在画面中画框后，其轨迹会显示在此处</translation>
    </message>
</context>
<context>
    <name>soundlocus::TracksPanel</name>
    <message>
        <source>Tracks of the clip</source>
        <translation>剪辑的轨迹</translation>
    </message>
    <message>
        <source>Nothing is drawn yet. Press %1 and drag a box around what sounds.</source>
        <translation>还没有画任何框。请按 %1，然后拖动鼠标框出发声对象。</translation>
    </message>
    <message>
        <source>Open a clip of the project.</source>
        <translation>请打开项目中的一个剪辑。</translation>
    </message>
    <message>
        <source>Open a project to draw boxes.</source>
        <translation>打开项目即可画框。</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标签(&amp;L)</translation>
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
    <message>
        <source>%1. %2</source>
        <comment>the picture, and what is drawn on it</comment>
        <translation>%1。%2</translation>
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
    <message>
        <source>The picture of this file cannot be decoded</source>
        <translation>无法解码此文件的画面</translation>
    </message>
    <message>
        <source>Its sound plays; the message above says what is wrong.</source>
        <translation>可播放其声音;上方消息说明了问题所在。</translation>
    </message>
    <message>
        <source>Similarity %1</source>
        <translation>相似度 %1</translation>
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
    <message>
        <source>The sound of ano&amp;ther file</source>
        <translation>另一个文件的声音(&amp;T)</translation>
    </message>
    <message>
        <source>The map compared with hears it too</source>
        <translation>对比的热图也听到它</translation>
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
    <message>
        <source>&amp;Annotation</source>
        <translation>标注(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Track</source>
        <translation>轨迹(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>声音(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审核(&amp;R)</translation>
    </message>
    <message>
        <source>Open r&amp;ecent</source>
        <translation>最近打开(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Lanes of the timeline</source>
        <translation>时间轴轨道(&amp;L)</translation>
    </message>
</context>
</TS>
