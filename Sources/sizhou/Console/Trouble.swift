// What went wrong with a file or a store, in words and as an exit status.

import ArgumentParser
import Basics
import Foundation
import SQL

/// Words for whatever can go wrong with a file or a store.
func trouble(_ error: any Error, _ path: String) -> [Fault] {
  switch error {
  case let refusal as Refusal: return refusal.faults
  case let trouble as FileTrouble: return [trouble.fault]
  case SQLFailure.newerSchema(let found, let known): return [Installation.newer(found, known)]
  case SQLFailure.damaged(let what):
    return [
      Fault(
        "store-damaged", zh: "\(path) 损坏，或不是数据库：\(what)", en: "\(path) is damaged or no database: \(what)")
    ]
  case SQLFailure.full: return [FileTrouble(path, code: ENOSPC).fault]
  case SQLFailure.busy:
    return [
      Fault(
        "store-busy", zh: "数据库正忙，请再试一次", en: "the database is busy, try again")
    ]
  case let failure as SQLFailure:
    return [Fault("store-failed", zh: "\(path)：\(failure)", en: "\(path): \(failure)")]
  default: return [Fault("file-trouble", zh: "\(path)：\(error)", en: "\(path): \(error)")]
  }
}

/// The exit status for what went wrong.
func status(of faults: [Fault]) -> ExitCode {
  let codes = Set(faults.map(\.code))
  if !codes.isDisjoint(with: ["backup-taken", "folder-used", "folder-served", "keys-there", "sample-key"]) {
    return Exit.usage
  }
  return codes.isDisjoint(with: ["file-trouble", "store-busy"]) ? Exit.invalid : Exit.disk
}
