// A rubric in words.
public import Basics
public func describe(_ rubric: Rubric, _ language: Language) -> String { "" }
public func describeJSON(_ rubric: Rubric) -> JSON { .null }
