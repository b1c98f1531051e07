"""An item pipeline for Scrapy: pages or texts in, articles with their metadata out.

In the project's settings:

    ITEM_PIPELINES = {"scrapy_pipeline.NewscleanPipeline": 300}
    NEWSCLEAN_FIELD = "html"                            # the item's field with page or text
    NEWSCLEAN_OPTIONS = {"ignore": ["related"]}         # what `newsclean.Cleaner` takes
    NEWSCLEAN_FIELDS = ["text", "title", "date"]        # what the record gives to the item

An item without an article is dropped, and told in the log with the reason.
"""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsclean import Cleaner, NewscleanError

FIELDS = ("text", "title", "date", "authors", "publisher", "language")


class NewscleanPipeline:
    """Cleans one field of each item; other fields stay, those of the record are added.

    The field itself goes unless it is among the fields that are added: it would double the output.
    """

    def __init__(self, field: str, options: dict[str, Any], fields: list[str]) -> None:
        self.field = field
        self.fields = fields
        self.cleaner = Cleaner(**options)  # made once: a page then takes milliseconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewscleanPipeline:
        """Made from the settings of the crawl."""
        settings = crawler.settings
        fields = settings.getlist("NEWSCLEAN_FIELDS") or list(FIELDS)
        return cls(settings.get("NEWSCLEAN_FIELD", "html"),
                   settings.getdict("NEWSCLEAN_OPTIONS"), fields)  # fmt: skip

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Clean one item; DropItem where no article is left, or none can be read."""
        adapter = ItemAdapter(item)
        source = adapter.pop(self.field, None)
        if not source:
            raise DropItem(f"no {self.field} in the item")
        try:
            result = self.cleaner.clean(source, url=adapter.get("url"))
        except NewscleanError as error:
            raise DropItem(f"{adapter.get('url')}: {error}") from error
        if not result.text.strip():
            raise DropItem(f"{adapter.get('url')}: no article in it")
        record = result.to_dict()
        for name in self.fields:
            adapter[name] = record[name]
        return item
