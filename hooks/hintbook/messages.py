"""The messages of all content errors, by error code: what is wrong, and how to mend it.

All wording is here, so that it can be reviewed in one place.  Each code has an example in the
tests' folder of invalid content.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Message(NamedTuple):
    """What is wrong and how to mend it, as `str.format` templates."""

    message: str
    remedy: str
    severity: Severity = "error"


MESSAGES: dict[str, Message] = {
    # More than are shown
    "more-errors": Message(
        "ここから後に、誤りがほかに {count} 件あります。",
        "上のものを直してから、もう一度確かめてください",
    ),
    "more-warnings": Message(
        "ここから後に、注意がほかに {count} 件あります。",
        "上のものを直してから、もう一度確かめてください",
        "warning",
    ),
    # The file itself
    "no-content": Message(
        "内容の項目が 1 つもありません。",
        "content/ に項目の YAML ファイルがあるか、フォルダーの場所が正しいか確かめてください",
    ),
    "unreadable-file": Message(
        "ファイルかフォルダーを開けません（{reason}）。",
        "読む権限があるか、ほかのプログラムが開いていないか確かめてください",
    ),
    "linked-file": Message(
        "「{value}」はリンクです。",
        "リンクを消し、ファイルかフォルダーそのものを置いてください（リンクの先にあるものは載せません）",
    ),
    "unusable-file-name": Message(
        "「{value}」は、ファイルやフォルダーの名前にできません（{reason}）。",
        "ほかの名前に変えてください",
    ),
    "unexpected-file": Message(
        "ここに置けるファイルではありません。",
        "content/ の決まった場所に、拡張子 .yml で置いてください（置ける場所: {places}）",
    ),
    "wrong-extension": Message(
        "「{name}」の拡張子が違います。",
        "拡張子を {extension} に変えてください（{meant}）。見えないときは、エクスプローラーの「表示」で"
        "「ファイル名拡張子」に印を付けます",
    ),
    "copied-file": Message(
        "「{name}」は、「{original}」を写したもののようです。",
        "{remedy}",
    ),
    "file-too-large": Message(
        "ファイルが大きすぎます（上限は {limit} バイト）。",
        "項目を別のファイルに分けてください",
    ),
    "not-utf8": Message(
        "文字コードが UTF-8 ではありません。{found}",
        "{remedy}",
    ),
    "control-character": Message(
        "目に見えない制御文字 {character} があります。",
        "その文字を消してください。コピー元から紛れ込むことがあります",
    ),
    "tab-indentation": Message(
        "字下げにタブが使われています。",
        "タブを半角空白 2 つに置き換えてください",
    ),
    "empty-file": Message(
        "ファイルに中身がありません。",
        "内容を書くか、ファイルを消してください",
    ),
    "yaml-syntax": Message(
        "YAML として読めません。{detail}",
        "{remedy}",
    ),
    "cut-text": Message(
        "「{rest}」がコメントになり、ページに出ません（空白の後の # から行の終わりまでがコメントです）。",
        "文の一部なら、文全体を引用符で囲んでください。コメントなら、前の行に「# …」と書いてください",
    ),
    "stray-quote": Message(
        "引用符が片方だけの文「{value}」があります。",
        "引用符を消すか、文全体を引用符で囲んでください",
    ),
    "several-documents": Message(
        "1 つのファイルに文書が 2 つあります（--- で区切られています）。",
        "--- から後を別のファイルに移してください",
    ),
    "yaml-anchor": Message(
        "アンカー（&）や参照（*）は使えません。",
        "同じ内容でも、その場所に書いてください。文の先頭の & や * は引用符で囲みます",
    ),
    "yaml-tag": Message(
        "YAML のタグ {tag} は使えません。",
        "! で始まる語を消してください。文の先頭の ! は引用符で囲みます",
    ),
    "duplicate-key": Message(
        "項目名「{key}」が同じまとまりに 2 つあります（1 つ目は {first} 行目）。",
        "どちらかを消すか、1 つにまとめてください",
    ),
    "too-deep": Message(
        "入れ子が深すぎます（{limit} 段まで）。",
        "字下げを見直してください",
    ),
    # The shape of an entry
    "unknown-key": Message(
        "「{key}」という項目名はありません。{nearest}",
        "ここで使える項目名: {allowed}",
    ),
    "missing-key": Message(
        "項目「{key}」がありません。",
        "「{key}」を書き足してください",
    ),
    "missing-source": Message(
        "もとになるものが書かれていません。",
        "このサイトの出典（content/sources/）に載っている取組なら source に出典の id（document）と箇所（at）を、"
        "ほかの取組なら origin に、もとになった資料の題・発行者・年か、報告した団体を書いてください"
        "（例: origin: A市福祉課からの報告、2026年）",
    ),
    "wrong-type": Message(
        "{expected}を書くところに、{found}が書かれています。",
        "{expected}に直してください{hint}",
    ),
    "empty-value": Message(
        "「{key}」が空です。",
        "{expected}を書いてください{hint}",
    ),
    "source-in-words": Message(
        "出典が「{value}」と、文で書かれています。",
        "{{document: 出典の id, at: 箇所}} の形で書いてください。"
        "content/sources/ の出典にない実践例は、source を消して origin に文で書きます",
    ),
    "empty-text": Message(
        "文が空です。",
        "内容を書いてください",
    ),
    "empty-list": Message(
        "1 つ以上必要な一覧が空です。",
        "1 つ以上入れてください",
    ),
    "too-long": Message(
        "文が長すぎます（{limit} 文字まで。いま {count} 文字）。",
        "要点に絞るか、いくつかの項目に分けてください",
    ),
    "too-few": Message(
        "数が足りません（{limit} つ必要です。いま {count} つ）。",
        "足りない分を書き足してください",
    ),
    "too-many": Message(
        "数が多すぎます（{limit} つまで。いま {count} つ）。",
        "大事なものに絞ってください",
    ),
    "repeated-value": Message(
        "「{value}」が同じ一覧に 2 回あります。",
        "片方を消してください",
    ),
    "invalid-value": Message(
        "「{value}」は使えない値です。{nearest}",
        "使える値: {allowed}",
    ),
    "malformed-id": Message(
        "id「{value}」の形が正しくありません。{nearest}",
        "id は半角の英小文字・数字・ハイフンだけで書きます（例: morning-case-sharing）",
    ),
    "reserved-id": Message(
        "id「{value}」は、ページのほかの部分か Windows が使う名前です。",
        "語を足すなどして、別の id にしてください（例: {value}-support）",
    ),
    "line-break": Message(
        "名前や題など、1 行に書くところに改行があります。",
        "改行を消して、1 行に書いてください",
    ),
    "malformed-reading": Message(
        "読み「{value}」にひらがなではない字があります。",
        "ひらがな（長音は ー）で書いてください",
    ),
    "bad-date": Message(
        "「{value}」は日付として読めません。{nearest}",
        "2026-11-21 の形（半角、年-月-日）で、ある日付を書いてください",
    ),
    "bad-phone-number": Message(
        "電話番号「{value}」の書き方が違います。",
        '半角の数字を、区切りのハイフンとともに書き、引用符で囲んでください（例: "0120-279-338"）',
    ),
    "bad-web-address": Message(
        "「{value}」は、ほかのサイトのページのアドレスとして使えません。",
        "https:// で始まるアドレスを、半角で書いてください（例: https://www.mhlw.go.jp/mamorouyokokoro/）",
    ),
    "category-aspect": Message(
        "分類「{value}」は aspect: {aspect} のものです。",
        "aspect を {aspect} にするか、分類を選び直してください",
    ),
    "reviewed-before-added": Message(
        "確かめた日（{value}）が、加えた日（{added}）より前です。",
        "どちらかの日付を直してください",
    ),
    "future-date": Message(
        "「{value}」は先の日付です。",
        "今日までの日付を書いてください",
    ),
    "clock-behind": Message(
        "今日（この計算機の時計では {today}）より先の日付が、ここから {count} か所にあります。",
        "計算機の日付を確かめてください。合っていれば、内容の日付を今日までに直してください",
    ),
    "private-data": Message(
        "{what}のようなもの「{value}」が書かれています。",
        "一人ひとりの情報と連絡先は載せません。消すか、だれか分からない書き方に直してください",
    ),
    "unkind-word": Message(
        "「{value}」という言い方があります。",
        "人を治したり動かしたりする言い方は使いません。「社会参加」「困りごとのある方」など、本人を主にした言い方か、したことそのものに直してください",
    ),
    "named-place": Message(
        "匿名の自治体事例に、地名「{value}」が書かれています。",
        "自治体の分かる名前は載せません。消すか、「県」「市」「近くの町」のように書いてください",
    ),
    "uneven-table": Message(
        "表の {row} 行目の欄が {cells} 個です。列は {columns} 個あります。",
        '欄の数を列の数にそろえてください。空の欄は "" と書きます',
    ),
    "unexplained-null": Message(
        "「{key}」が空（null）なのに、理由が書かれていません。",
        "note に理由（不詳、把握せず、未回答など）を書いてください",
    ),
    "unfinished": Message(
        "「{key}」がまだ書かれていません（{value}）。",
        "要記入 のところを、資料を見て書いたものに置き換えてください",
    ),
    "unformattable": Message(
        "値を変えずに書式を整えることができません。",
        "このファイルには手を付けていません。見慣れない書き方をしている箇所を直してください",
    ),
    # Tables of figures
    "csv-header": Message(
        "表の 1 行目が決まった形ではありません。",
        "1 行目は {allowed} のどちらかにしてください",
    ),
    "csv-row": Message(
        "この行の欄は {cells} 個です。{columns} 個のはずです。",
        "コンマの数を確かめてください。欄の中にコンマがあれば、欄を二重引用符で囲みます",
    ),
    "bad-percent": Message(
        "割合のところが{found}になっています。{nearest}",
        "0 から 100 までの数を、半角の数字で、％を付けずに書いてください（例: 12.3）",
    ),
    "unknown-data": Message(
        "「{value}」というデータのファイルはありません。{nearest}",
        "content/survey/data/ にあるファイルの名前を書いてください",
    ),
    "unused-data": Message(
        "このファイルを使う表がありません。",
        "content/survey/ の表の data に「{value}」と書くか、ファイルを消してください",
    ),
    "unknown-option": Message(
        "「{value}」という選択肢は、この設問にはありません。{nearest}",
        "設問の options と同じ言葉で書いてください",
    ),
    "missing-option": Message(
        "選択肢「{value}」の値がこの表にありません。",
        "値を書き足すか、原資料にないものなら表の left_out に書き、理由を notes に書いてください",
    ),
    "missing-total": Message(
        "「全体」の行がありません。",
        "全体の行を書き足すか、原資料にないなら表に has_total: false と書いてください",
    ),
    "duplicate-cell": Message(
        "行「{row}」の選択肢「{option}」の値が 2 つあります。",
        "どちらかの行を消してください",
    ),
    "misprint-mismatch": Message(
        "misprints の「{row}」「{option}」（{printed}％）に当たる値が、データにありません。",
        "行、選択肢、印刷されている値をデータと合わせてください",
    ),
    "percent-mismatch": Message(
        "割合 {percent}％ が、{count} 件 ÷ {n} 件 = {real}％ と合いません。",
        "数字を原資料と照らしてください。原資料の誤植なら、表の misprints に書きます",
    ),
    "missing-cell": Message(
        "行「{row}」に、選択肢「{option}」の値がありません。",
        "どの行にも、すべての選択肢の値を 1 つずつ書いてください",
    ),
    "uneven-base": Message(
        "行「{row}」の中で n が違います（{n} と {other}）。",
        "同じ行の n はどれも同じはずです。原資料と照らしてください",
    ),
    "row-sum": Message(
        "単一回答なのに、行「{row}」の件数の合計 {sum} が n {n} と合いません。",
        "件数を原資料と照らしてください",
    ),
    "total-sum": Message(
        "選択肢「{option}」の{what}の合計 {sum} が、全体の {whole} と合いません。",
        "内訳の行を原資料と照らしてください",
    ),
    # The whole library
    "wrong-file-name": Message(
        "ファイル名「{name}」と id「{value}」が違います。",
        "{remedy}してください",
    ),
    "duplicate-id": Message(
        "id「{value}」はもう使われています（{first}）。",
        "どちらかの id を変えてください。公開した id は変えず、新しいほうを変えます",
    ),
    "duplicate-name": Message(
        "「{value}」という名前はもう使われています（{first}）。",
        "同じものなら 1 つにまとめ、違うものなら名前で見分けられるようにしてください",
    ),
    "duplicate-synonym": Message(
        "「{value}」はもう別のまとまりにあります（{first}）。",
        "同じ意味なら 1 つのまとまりに合わせ、違う意味ならどちらかから消してください",
    ),
    "duplicate-title": Message(
        "題「{value}」はもう使われています（{first}）。",
        "中身の違いが題で分かるように書き分けてください。同じものなら 1 つにまとめます",
    ),
    "unknown-tag": Message(
        "「{value}」というタグはありません。{nearest}",
        "content/tags.yml にある id を書いてください",
    ),
    "dangling-related": Message(
        "「{value}」という id の項目はありません。{nearest}",
        "つなぐ先の id を確かめてください。消した項目なら、この行も消します",
    ),
    "unknown-entry": Message(
        "「{value}」という id の項目はありません。{nearest}",
        "検索の言葉を付ける項目の id を確かめてください。消した項目なら、その言葉も消します",
    ),
    "repeated-entry": Message(
        "「{value}」の検索の言葉は、{first} にもあります。",
        "1 つの項目の言葉は、1 か所にまとめてください",
    ),
    "self-related": Message(
        "「{value}」が自分自身につながっています。",
        "この行を消してください",
    ),
    "untagged-first": Message(
        "「{value}」には、このタグ（{tag}）が付いていません。",
        "first に書くのは、このタグの付いた項目です。項目の tags に {tag} を足すか、この行から消してください",
    ),
    "unknown-scene": Message(
        "「{value}」という場面はありません。{nearest}",
        "content/scenes/ にある id（scene-1 など）を書いてください",
    ),
    "unknown-goal": Message(
        "目標「{value}」はありません。{nearest}",
        "目標は A～F の大文字 1 字です。その目標が content/guide/goals/ にあるか確かめてください",
    ),
    "unknown-method": Message(
        "「{value}」という手法はありません。{nearest}",
        "content/guide/methods.yml にある id を書いてください",
    ),
    "unknown-practice": Message(
        "「{value}」という実践例はありません。{nearest}",
        "content/practices/ にある実践例の id を書いてください",
    ),
    "hint-elsewhere": Message(
        "「{value}」は、この場面のヒントではありません。{nearest}",
        "この場面にあるヒントの id を書いてください",
    ),
    "unknown-category": Message(
        "「{value}」という分類はありません。{nearest}",
        "使える分類: {allowed}",
    ),
    "unknown-municipality": Message(
        "「{value}」という自治体事例はありません。{nearest}",
        "content/municipalities/ にある id（municipality-01 など）を書いてください",
    ),
    "unknown-difficulty": Message(
        "「{value}」という困難さはありません。{nearest}",
        "content/guide/difficulties.yml にある id を書いてください",
    ),
    "unknown-document": Message(
        "「{value}」という出典はありません。{nearest}",
        "content/sources/ にある出典の id を書いてください",
    ),
    "unknown-passage": Message(
        "出典「{document}」に「{value}」という箇所はありません。{nearest}",
        "content/sources/{document}.yml の passages にある箇所を書いてください",
    ),
    "passage-untold": Message(
        "箇所「{value}」（{label}）をもとにした項目がありません。",
        "項目の source にこの箇所を書くか、この行に、載せない理由を書いてください。"
        "例: omitted: 掲載を続けられなくなりました。",
    ),
    "passage-omitted": Message(
        "箇所「{value}」（{label}）は、載せない理由があるのに、もとにした項目があります。",
        "omitted を消すか、項目の source から、この箇所を消してください",
    ),
    "wrong-number": Message(
        "番号が「{value}」になっています。ここは「{expected}」のはずです。",
        "並びどおりの番号に直してください",
    ),
    "wrong-letter": Message(
        "目標の文字「{value}」が、id「{id}」と合いません。",
        "id は goal- の後に、その文字を小文字で書きます（例: 文字が A なら goal-a）",
    ),
    "malformed-address": Message(
        "アドレス「{value}」の書き方が違います。",
        "サイトの先頭からの形で、ページは最後に / を付け、箇所は # の後に書いてください。例: scenes/1/#s1-h01",
    ),
    "address-reserved": Message(
        "「{value}」のことは、ここには書けません。",
        "assets/、404/ で始まるもの、index/ や .html で終わるもの、id/ のページの中の箇所、"
        "con など Windows が使う名前のものは、対象外です。"
        "取り下げた項目の id/ のページは、retired.yml の id に書きます",
    ),
    "redirect-kind": Message(
        "行き先の「{value}」は、もとのものと種類が違います。",
        "ページからはページへ、id/ のページからは id/ のページへ、ファイルからは、拡張子の同じファイルへ"
        "案内してください（instead には、ページか項目のアドレスを書きます）",
    ),
    "duplicate-redirect": Message(
        "「{value}」のことは、もう書かれています（{first}）。",
        "どちらか一つを消してください",
    ),
    "redirect-taken": Message(
        "「{value}」にはいまもページや項目があります。",
        "転送と取り下げは、なくなったアドレスのことだけを書きます。"
        "ここから消すか、残っている項目を消してください（id は使い回せません）",
    ),
    "redirect-homeless": Message(
        "「{value}」のあったページがありません。",
        "ページそのもの（「{page}」）のことも書いてください",
    ),
    "redirect-nowhere": Message(
        "行き先の「{value}」がありません。{nearest}",
        "いまあるページか項目のアドレスを書いてください",
    ),
    "redirect-chain": Message(
        "行き先の「{value}」は、いまはありません（移ったか、取り下げられています）。",
        "いまあるページか項目のアドレスを、直接書いてください（転送は一度だけにします）",
    ),
    "markup": Message(
        "「{value}」は、書いたとおりの文字でページに出ます（飾りにはなりません）。",
        "文には飾りの記号を付けず、そのまま書いてください",
        "warning",
    ),
    "long-vowel": Message(
        "「{value}」の横棒が、長音の「ー」ではありません。「{nearest}」ではありませんか。",
        "「ー」に直してください。直さないと、ほかの書き方と同じ語として見つかりません",
        "warning",
    ),
    "variant": Message(
        "「{value}」は、このサイトでは「{nearest}」と書きます。",
        "「{nearest}」に直してください。名前や、資料の言葉なら、「」で囲みます",
        "warning",
    ),
    "weak-wording": Message(
        "「{value}」{what}。",
        "{better}",
        "warning",
    ),
    "docs-clash": Message(
        "このファイルからできる「{value}」は、サイトが自動で作るページかファイルと重なります。",
        "docs/ のファイルの名前を変えてください",
    ),
    "heading-anchor": Message(
        "見出し「{value}」に、アドレスになる名前がありません。",
        "見出しの後に「{{ #name }}」のように書いてください。"
        "name は半角の英小文字・数字・ハイフンで、公開したら変えません",
    ),
    "repeated-anchor": Message(
        "見出しの名前「{value}」は、このページでもう使われています（{first}）。",
        "別の名前にしてください",
    ),
    "heading-level": Message(
        "見出し「{value}」の段が、前の見出しと合いません。",
        "ページの題だけを # 1つにし、その下は ##、さらに下は ### と、1段ずつ下げてください",
    ),
    "lost-entry": Message(
        "公開した項目「{value}」がなくなっています（載っていたところ: {page}）。{nearest}",
        "うっかり消したのなら、戻してください。id を変えたのなら redirects.yml に、"
        "取り下げたのなら retired.yml に、次の行を加えてください",
    ),
    "lost-address": Message(
        "公開したアドレス「{value}」に、いまは何もありません。",
        "うっかり消したのなら、戻してください。移ったのなら、次の行を加えてください"
        "（to には、いまのアドレスを書きます）",
    ),
    "changed-type": Message(
        "id「{value}」は、「{type}」として公開されています。種類は変えられません。",
        "新しい id にして、前の id のことを content/retired.yml に書いてください",
    ),
    "rare-tag": Message(
        "タグ「{value}」の付いた項目が {count} 件しかありません。",
        "{least} 件以上に付けるか、近いタグにまとめてください",
        "warning",
    ),
    "unconfirmed-contact": Message(
        "連絡先「{value}」を、編集部がまだ確かめていません。",
        "窓口が公表している番号とアドレスを見て、合っていれば checked に確かめた日を書いてください"
        "（確かめる前でも、公開はできます）",
        "warning",
    ),
    "stale-schema": Message(
        "YAML エディターの見る schemas/ のうち {count} ファイルが、いまの内容と合っていません。",
        "make schema で書き直してください（書き直さなくても、公開はできます）",
        "warning",
    ),
}
