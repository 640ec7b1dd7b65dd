-- The documents behind some figures.
-- One row is a source, the most official kind first.
-- $sources varchar[]: ids of sources; null = all
select source_id, title, publisher, url, published_on, kind, note
from sources
where $sources::varchar[] is null or source_id = any($sources)
order by array_position(['national_export', 'legal', 'statistics', 'eu_dataset', 'project_page', 'press_release', 'news', 'own_record'], kind),
         publisher collate hu, title collate hu
