"""Addresses below a language that are no pages: exports, feeds, cards, numbers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
