"""Списки: формы следуют за таблицами, неточности таблиц — администратору.

Если во вкладках «Сотрудники», «Группы», «Обучающиеся» или «Справочники» что-то изменилось, списки выбора в
формах становятся такими же. Строки, которые не удалось прочитать, не останавливают остальных: о каждой
администратор получает письмо с вкладкой, строкой, столбцом и советом, как поправить.
"""

from __future__ import annotations

from starosta.school import School


def run(school: School) -> None:
    school.report(school.table_problems)
    for form in school.profile["forms"]:
        with school.apart():
            school.sync_form(form)
