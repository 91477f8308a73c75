"""Addresses below a language that are no pages: calendar files, feeds, letters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
