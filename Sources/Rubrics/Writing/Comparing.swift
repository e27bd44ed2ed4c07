// What a rubric says, without where it was written: for telling whether two files mean the same.

extension Rubric {
  /// The same rubric with every line number 0 and no digest; two files that say the same are equal then.
  public var withoutPlaces: Rubric {
    var copy = self
    copy.sha256 = ""
    for index in copy.panels.indices { copy.panels[index].line = 0 }
    copy.modules = modules.map(\.withoutPlaces)
    for index in copy.rounds.indices {
      copy.rounds[index].line = 0
      for use in copy.rounds[index].uses.indices { copy.rounds[index].uses[use].line = 0 }
      for factor in copy.rounds[index].factors.indices { copy.rounds[index].factors[factor].line = 0 }
    }
    copy.results = results.withoutPlaces
    return copy
  }
}

extension Module {
  fileprivate var withoutPlaces: Module {
    var copy = self
    copy.line = 0
    if var blueprint {
      for index in blueprint.parts.indices { blueprint.parts[index].line = 0 }
      copy.blueprint = blueprint
    }
    copy.criteria = criteria.map(\.withoutPlaces)
    copy.extras = extras.map(\.withoutPlaces)
    return copy
  }
}

extension Criterion {
  fileprivate var withoutPlaces: Criterion {
    var copy = self
    copy.line = 0
    copy.parts = parts.map { part in
      switch part {
      case .criterion(let child): .criterion(child.withoutPlaces)
      case .item(let item): .item(item.withoutPlaces)
      }
    }
    return copy
  }
}

extension Item {
  fileprivate var withoutPlaces: Item {
    var copy = self
    copy.line = 0
    if case .checklist(var steps) = kind {
      for index in steps.indices { steps[index].line = 0 }
      copy.kind = .checklist(steps)
    }
    return copy
  }
}

extension Results {
  fileprivate var withoutPlaces: Results {
    var copy = self
    for index in copy.roundGroups.indices { copy.roundGroups[index].line = 0 }
    for index in copy.ranking.compares.indices { copy.ranking.compares[index].line = 0 }
    for index in copy.ranking.tieBreaks.indices { copy.ranking.tieBreaks[index].line = 0 }
    for index in copy.certificates.indices { copy.certificates[index].line = 0 }
    if var pass {
      for index in pass.gates.indices { pass.gates[index].line = 0 }
      for index in pass.stations.indices { pass.stations[index].line = 0 }
      copy.pass = pass
    }
    if var awards {
      for index in awards.awards.indices { awards.awards[index].line = 0 }
      copy.awards = awards
    }
    return copy
  }
}
