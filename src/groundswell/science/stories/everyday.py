"""Words common in any news: known before the first item, so that a young stream does not take them for rare."""

from __future__ import annotations

_ENGLISH = """
a about after again against all also amid among an and another any are as at back be because been before being below
between both but by call can come could day did do does down during each end every face few first for from full get
give go had has have he her here him his how if in into is it its just keep last late later least less like long
made make many may me might month more most much must my near need new next no nor not now of off on once one only
open or other our out over own part past per plan put said same say see set she should show since so some still such
take than that the their them then there these they this those three through time to today told too top two under
until up us use very want was way we week well were what when where which while who why will with would year yet you
your
"""
_SPANISH = """
al ante antes así aún años cada como con contra cuando cómo de del desde después día días dice donde dos durante el
ella ellos en entre era es esta este esto está están fue fueron ha hace han hasta hay hoy la las le les lo los me
mes mientras mi muy más nada ni no nos nuevo nueva o otra otro para pero poco por porque primer primera puede que
qué quien se según ser si sido sin sobre solo son su sus sí también tan tiene todo todos tras tres tu un una uno
unos va ya y yo
"""
_GERMAN = """
ab aber alle als also am an auch auf aus bei beim bis da damit dann das dass dem den der des die dies diese doch
dort drei durch ein eine einem einen einer eines er es für gegen hat haben hier ich ihr ihre im in ins ist jahr
jahre kann kein keine können mehr mit muss nach neue neuen nicht noch nun nur ob oder ohne schon sein seine sich sie
sind so soll sollen über um und uns unter vom von vor war was weil wenn wer werden wie wieder will wird wir wo
worden wurde zu zum zur zwei zwischen
"""
_FRENCH = """
après au aussi autre aux avant avec avoir car ce cette ces chez comme contre dans de depuis des deux dit dont du
elle elles en encore entre est et fait faire il ils jour jours jusqu la le les leur leurs lors lui mais mois même
moins ne nos notre nous on ont ou où par pas pendant peu peut plus pour pourquoi premier première qu que qui quoi sa
sans se selon ses si son sont sous sur tous tout toute trois très un une veut vers vous été être
"""
_PORTUGUESE_ITALIAN = """
ainda ano anos ao aos até após com como contra da das depois desde dia dias diz do dos dois e ela ele em entre esta
está foi foram isso já mais mas mesmo muito na nas no nos não o os ou para pela pelo pode por quando que quem se sem
ser seu sobre sua são também tem três um uma vai ai alla alle anche ancora anni anno che chi ci come con contro cosa
da dal dalla degli dei del della delle di dopo dove due e era fa gli ha hanno il in io la le lo ma mesi nei nel
nella non ogni per perché più poi prima può quando quella quello questa questo sarà se senza si sono stato su sul
sulla tra tre tutti un una uno va
"""

COMMON = frozenset(" ".join((_ENGLISH, _SPANISH, _GERMAN, _FRENCH, _PORTUGUESE_ITALIAN)).split())
