"""Draft rules about persons from a document: who may serve, who must leave."""
