"""Traditional forms that the recogniser gives for simplified print, turned back.

The models know both scripts, and in 楷体 or in a small size 体 and 體 have been confused. In a report set in simplified
characters, a traditional form here and there is an error of reading; where there are many, the report is set so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

# Pairs in which one traditional form answers to one simplified one, among characters that reports use.
TRADITIONAL = (
    "個體過開為時國學會業產專職員師們來對發動將進還這與從關業參實際現無處數組織種類級課題設計劃資訊結構網絡經營濟"
    "質優場廠區縣鄉鎮東車馬門問間聞閱讀書畫報紙張單長貿財費購買賣銷額億萬兩階層標準條約總統計劃創業務農機電"
    "腦線視頻錄製造術藝樂醫藥護衛環節氣熱點傳遞導領帶隊歷憶憂懷態應當驗證評價獎勵勞動幫扶貧戶興趣園圍團圖"
    "積極責貢獻賽鬥爭勝敗滿漢語詞詩訓練習慣養飲飯館鐵銀錢鋼針鍛煉聯繫緊終維護續編輯邊遠達選擇適鄰隨險難離雙"
    "雞魚鳥麥黃齊齒龍龜頁頂項順須預顧顯風飛館驅駕騎驚齡孫寶審寫寧屬島嶺嚴壓廳廣慶斷曆權歡歸殘殺殼湯溝滅潔"
    "澤濃濱灣災爐爺獨獲獸環療監盤礎確禮離穩竊競筆築簡籃糧紅純級細紹給絕統維綠緣縮繼罰羅義聖聽肅腳臉舊艦蘇"
    "蘭處號衝補裝規親覺觀觸訂討許訴註該詳誠誤說調談請論諸謀謝譯議讓負貨質貫貴賓賞賢賬贈趕躍軍軌軟載輛輝輪"
    "輸轉農運遊違遺郵醬針釋鑒閉闊陳陸陽隊階隱雜雲靜韓頭頗館馳驟鮮鹽"
)
SIMPLIFIED = (
    "个体过开为时国学会业产专职员师们来对发动将进还这与从关业参实际现无处数组织种类级课题设计划资讯结构网络经营济"
    "质优场厂区县乡镇东车马门问间闻阅读书画报纸张单长贸财费购买卖销额亿万两阶层标准条约总统计划创业务农机电"
    "脑线视频录制造术艺乐医药护卫环节气热点传递导领带队历忆忧怀态应当验证评价奖励劳动帮扶贫户兴趣园围团图"
    "积极责贡献赛斗争胜败满汉语词诗训练习惯养饮饭馆铁银钱钢针锻炼联系紧终维护续编辑边远达选择适邻随险难离双"
    "鸡鱼鸟麦黄齐齿龙龟页顶项顺须预顾显风飞馆驱驾骑惊龄孙宝审写宁属岛岭严压厅广庆断历权欢归残杀壳汤沟灭洁"
    "泽浓滨湾灾炉爷独获兽环疗监盘础确礼离稳窃竞笔筑简篮粮红纯级细绍给绝统维绿缘缩继罚罗义圣听肃脚脸旧舰苏"
    "兰处号冲补装规亲觉观触订讨许诉注该详诚误说调谈请论诸谋谢译议让负货质贯贵宾赏贤账赠赶跃军轨软载辆辉轮"
    "输转农运游违遗邮酱针释鉴闭阔陈陆阳队阶隐杂云静韩头颇馆驰骤鲜盐"
)
TO_SIMPLIFIED = {old: new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True) if old != new}
SLIP_SHARE = 0.05  # of the characters that have two forms: more traditional ones than that were printed so


def is_set_simplified(texts: Iterable[str]) -> bool:
    """True if nearly all characters that have two forms stand in the simplified one.

    >>> is_set_simplified(["学校开展集體阅读，学生个人时间不为少，发动师生参与劳动实践课题，设计组织结构，经验总结"])
    True
    """
    counts = Counter(char for text in texts for char in text)
    old = sum(counts[char] for char in TO_SIMPLIFIED)
    new = sum(counts[char] for char in set(TO_SIMPLIFIED.values()))
    return old <= SLIP_SHARE * (old + new)


def to_simplified(text: str) -> str:
    """The text with traditional forms turned into simplified ones; same length.

    >>> to_simplified("集體閱讀")
    '集体阅读'
    """
    return "".join(TO_SIMPLIFIED.get(char, char) for char in text)
