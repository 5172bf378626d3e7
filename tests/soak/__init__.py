"""Lotse at work for half an hour: does it grow, does it slow down, does it complain?"""
