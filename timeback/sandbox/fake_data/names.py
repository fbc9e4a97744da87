"""Given and family names of the generated people.

These lists replace a fake data library for three reasons. mimesis and faker need 12 MB and 25 MB of disk space. They
take 9 and 340 times as long for a name. Their results for a seed change with their version, while a district must
depend only on its seed.

A name in another script than Latin is written as `名|ming`: the name, and its ASCII form for usernames. Names are
grouped by language, so that the names of a person match.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_TRANSLITERATED: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ʻ": "", "’": ""}
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name, and its ASCII form for usernames and e-mail addresses."""

    text: str
    ascii: str


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names of one language."""

    language: str
    weight: int
    given: tuple[PersonName, ...]
    family: tuple[PersonName, ...]


def _name(entry: str) -> PersonName:
    text, _, latin = entry.partition("|")
    plain = unicodedata.normalize("NFKD", (latin or text).lower().translate(_TRANSLITERATED))
    return PersonName(text, re.sub("[^a-z]", "", plain))


def _group(language: str, weight: int, given: str, family: str) -> NameGroup:
    """Parse comma-separated names; a name can contain spaces."""
    split = (tuple(_name(entry.strip()) for entry in names.split(",")) for names in (given, family))
    return NameGroup(language, weight, *split)


GROUPS: Final[tuple[NameGroup, ...]] = (
    _group(
        "en",
        30,
        "Ada, Amelia, Benjamin, Caleb, Chloe, Daisy, Dominic, Eleanor, Ethan, Felix, Grace, Harriet, Isaac, Jasper, "
        "Kayla, Lucas, Mary-Jane, Naomi, Oscar, Penelope, Quinn, Rosalind, Silas, Tessa, Violet, Zachary",
        "Abbott, Barlow, Carver, Dalton, Ellery, Fairchild, Granger, Hartley-Moss, Ingram, Jessop, Kimball, Lockwood, "
        "Merrick, Norwood, Oakley, Pemberton, Quill, Radcliffe, Sorrell, Thackeray, Underhill, Vance, Yardley",
    ),
    _group(
        "es",
        22,
        "Adrián, Alma, Belén, Camila, Íñigo, Esteban, Fátima, Gael, Inés, Joaquín, José María, Lucía, Mateo, Nicolás, "
        "Noemí, Óscar, Paloma, Ramón, Sofía, Tomás, Valentina, Ximena, Zoé",
        "Acuña, Benítez, Castañeda, de la Fuente, Echeverría, Figueroa, García López, Herrera, Ibáñez, Jiménez, Leyva, "
        "Muñoz, Núñez, Ordóñez, Peña, Quiñones, Ríos, Solís, Treviño, Urrutia, Vázquez, Zúñiga",
    ),
    _group(
        "ga",
        5,
        "Aoife, Bríd, Cillian, Conor, Eimear, Fionnuala, Gráinne, Niamh, Oisín, Pádraig, Róisín, Seán, Siobhán, Tadhg",
        "D'Arcy, Mac Cárthaigh, McGrath, O'Brien, O'Callaghan, O'Doherty, O'Malley, O'Shea, Ní Dhomhnaill",
    ),
    _group(
        "fr",
        5,
        "Aurélie, Benoît, Céline, Élodie, François, Gaëlle, Hélène, Jean-Luc, Loïc, Maëlle, Noël, Océane, Rémi, Zoë",
        "Bérubé, Châtelain, D'Amboise, Desrosiers, Étienne, Giroux, Lefèbvre, L'Heureux, Mercier, Pélissier, Thériault",
    ),
    _group(
        "de",
        5,
        "Anneliese, Björn, Dagmar, Emil, Frauke, Götz, Hannelore, Jörg, Karl-Heinz, Lünne, Maximilian, Ulrike, Wiebke",
        "Bäcker, Dörfler, Grünewald, Höfer, Jäger, Kästner, Löwe, Müller-Voss, Schäfer, Strauß, von Aschenbach, Weiß",
    ),
    _group(
        "nordic",
        3,
        "Åse, Bjarne, Eyþór, Freyja, Håkon, Ingrid, Jørgen, Kåre, Linnéa, Mikkel, Saga, Sigrún, Sørine, Þóra",
        "Åkerlund, Bjørnstad, Dahlström, Eiríksdóttir, Grønvold, Håkansson, Kjærgaard, Lindqvist, Sørbø, Þórsson",
    ),
    _group(
        "slavic",
        5,
        "Bogdan, Čestmír, Danuta, Jiří, Łucja, Małgorzata, Nataša, Ondřej, Radosław, Šárka, Tadeusz, Věra, Željka",
        "Błaszczyk, Čapková, Dvořák, Hájek, Jabłońska, Kovačević, Křížová, Łukasik, Řezníček, Šimunović, Żurawski",
    ),
    _group(
        "uk",
        2,
        "Богдан|Bohdan, Ганна|Hanna, Дмитро|Dmytro, Катерина|Kateryna, Марко|Marko, Оксана|Oksana, Соломія|Solomiia",
        "Бондаренко|Bondarenko, Гончар|Honchar, Кравченко|Kravchenko, Мельничук|Melnychuk, Шевчук|Shevchuk",
    ),
    _group(
        "ar",
        4,
        "أمينة|Amina, بلال|Bilal, داود|Dawud, هالة|Hala, إدريس|Idris, كريم|Karim, ليلى|Layla, نور|Nour, يوسف|Yusuf",
        "الأنصاري|Alansari, بن سالم|Bensalem, الحداد|Alhaddad, الخطيب|Alkhatib, منصور|Mansour, النجار|Alnajjar",
    ),
    _group(
        "he",
        2,
        "אביגיל|Avigail, דוד|David, חנה|Hannah, יונתן|Yonatan, נועה|Noa, שירה|Shira, תמר|Tamar",
        "אברמוב|Avramov, בן־דוד|Bendavid, גולן|Golan, לוי|Levi, מזרחי|Mizrahi, שפירא|Shapira",
    ),
    _group(
        "zh",
        5,
        "博文|Bowen, 佳怡|Jiayi, 嘉豪|Jiahao, 静|Jing, 明轩|Mingxuan, 思远|Siyuan, 欣妍|Xinyan, "
        "雨桐|Yutong, 子涵|Zihan, 梓萱|Zixuan",
        "陈|Chen, 欧阳|Ouyang, 黄|Huang, 李|Li, 林|Lin, 司马|Sima, 王|Wang, 吴|Wu, 张|Zhang, 周|Zhou",
    ),
    _group(
        "ja",
        2,
        "葵|Aoi, 大輔|Daisuke, 花子|Hanako, 陽菜|Hina, 健太|Kenta, さくら|Sakura, 翔|Sho, ゆい|Yui",
        "青木|Aoki, 藤原|Fujiwara, 橋本|Hashimoto, 小野寺|Onodera, 佐々木|Sasaki, 山口|Yamaguchi",
    ),
    _group(
        "ko",
        2,
        "다은|Daeun, 하준|Hajun, 지우|Jiwoo, 민서|Minseo, 서연|Seoyeon, 예준|Yejun",
        "강|Kang, 김|Kim, 남궁|Namgung, 박|Park, 윤|Yoon, 최|Choi",
    ),
    _group(
        "vi",
        4,
        "Ánh, Bảo, Đức, Hạnh, Khôi, Lệ, Minh Châu, Ngọc Ánh, Phương, Quỳnh, Thảo, Tuấn, Xuân, Yến",
        "Bùi, Đặng, Đỗ, Hoàng, Lê, Nguyễn, Phạm, Phan, Trần, Võ, Vũ",
    ),
    _group(
        "hi",
        4,
        "Aarav, Ananya, Devika, Ishaan, Kavya, Lakshmi, Nikhil, Priya, Saanvi, आरती|Aarti, कबीर|Kabir, मीरा|Meera",
        "Banerjee, Chaudhary, Deshpande, Iyer, Kulkarni, Mehta, Nair, Reddy, शर्मा|Sharma, वर्मा|Verma",
    ),
    _group(
        "sw",
        3,
        "Adisa, Amara, Chinelo, Folasadé, Imani, Jabari, Kwame, Makena, N'Dea, Oluwaseun, Thandiwe, Zuri",
        "Abiodun, Achebe-Okoro, Chukwu, Diallo, Kamau, Mwangi, N'Diaye, Ọláyínká, Otieno, Sesay",
    ),
    _group(
        "haw",
        2,
        "Kekoa, Leilani, Keʻala, Malia, Noa, Sione, Tavita, Wahine",
        "Faʻamāusili, Kahananui, Kaʻanāʻanā, Kealoha, Mataʻafa, Tuʻipulotu",
    ),
    _group(
        "pt",
        3,
        "Antônio, Beatriz, Conceição, Flávia, Gonçalo, João, Letícia, Mônica, Simão, Vitória",
        "Assunção, Brandão, d'Ávila, Falcão, Guimarães, Magalhães, Simões, Taváres, Vilaça",
    ),
    _group(
        "tr",
        2,
        "Ayşe, Çağla, Emre, Gül, İlker, Işıl, Özgür, Şebnem, Umut, Yiğit",
        "Çelik, Demirağ, Güneş, İpekçi, Karakuş, Özdemir, Şahin, Yıldız",
    ),
)
