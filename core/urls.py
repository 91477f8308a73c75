"""Addresses below those of pages: what was made of them to be printed or shared."""

from django.urls import re_path

from core.print_views import print_file

urlpatterns = [
    re_path(r"^(?P<path>[\w/-]+/)(?P<form>leaflet\.pdf|handbill\.pdf|card\.png)$", print_file),
]
