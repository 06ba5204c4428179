"""Hostile and honest clients together, for minutes: is any honest answer lost?"""
