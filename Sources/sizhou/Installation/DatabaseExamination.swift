// A PostgreSQL database examined from outside: whether a commit is a flush, who could listen, and whether the clocks agree.

import Basics
import Foundation
import Office
import SQL

#if POSTGRESQL
  import PostgresEngine
#endif

/// Looks at the server that holds the records.
struct DatabaseExamination {
  let place: Place

  init(_ place: Place) { self.place = place }

  /// Nothing where the records are in SQLite.
  func callAsFunction() async throws -> [Finding] {
    #if POSTGRESQL
      guard let url = place.database else { return [] }
      let address = try PostgresAddress(url)
      let health = try await PostgresEngine(address, readers: 1).health()
      return [
        durability(health), pages(health), listeners(health, address),
        Self.clock(health, Installation.clock()),
        Self.copies,
      ]
    #else
      return []
    #endif
  }

  #if POSTGRESQL
    private func durability(_ health: PostgresHealth) -> Finding {
      if health.isStandby {
        return Finding(
          .bad, "durability", zh: "\(place.shown) 是备用服务器，不接受写入",
          en: "\(place.shown) is a standby and takes no writes",
          todo: Words(zh: "把地址改成主服务器", en: "give the address of the primary"))
      }
      let settings =
        "fsync=\(health.fsync ? "on" : "off"), full_page_writes=\(health.fullPageWrites ? "on" : "off"), synchronous_commit=\(health.synchronousCommit)"
      return health.fsync && health.fullPageWrites
        ? Finding(
          .fine, "durability", zh: "PostgreSQL \(health.version)：每次写入都等到落盘（\(settings)）",
          en: "PostgreSQL \(health.version): every write waits for the disk (\(settings))")
        : Finding(
          .bad, "durability", zh: "PostgreSQL 断电会丢数据：\(settings)",
          en: "PostgreSQL may lose data in a power cut: \(settings)",
          todo: Words(
            zh: "在 postgresql.conf 里设 fsync=on、full_page_writes=on",
            en: "set fsync=on and full_page_writes=on in postgresql.conf"))
    }

    private func pages(_ health: PostgresHealth) -> Finding {
      health.hasChecksums
        ? Finding(
          .fine, "integrity", zh: "数据库页面带校验和，读到坏页会报错；逐页检查用 pg_amcheck",
          en:
            "pages carry checksums, so that a damaged one is noticed when it is read; pg_amcheck looks at all of them"
        )
        : Finding(
          .warning, "integrity", zh: "数据库页面没有校验和，磁盘上的损坏可能不被发现",
          en: "pages carry no checksums, so that damage on the disk may go unnoticed",
          todo: Words(zh: "停机后运行 pg_checksums --enable", en: "stop the server and run pg_checksums --enable"))
    }

    private func listeners(_ health: PostgresHealth, _ address: PostgresAddress) -> Finding {
      health.isEncrypted || address.isLocal
        ? Finding(
          .fine, "database-tls", zh: health.isEncrypted ? "与数据库的连接已加密" : "数据库在本机",
          en: health.isEncrypted ? "the way to the database is encrypted" : "the database is on this machine")
        : Finding(
          .bad, "database-tls", zh: "与数据库的连接没有加密，网上别人能读到",
          en: "the way to the database is not encrypted: others on the network can read it",
          todo: Words(
            zh: "在地址后加 ?sslmode=verify-full（或设 PGSSLMODE），服务器上打开 ssl",
            en: "add ?sslmode=verify-full to the address (or set PGSSLMODE) and switch ssl on at the server"))
    }

    /// The audit orders what two servers did by their clocks.
    private static func clock(_ health: PostgresHealth, _ now: Instant) -> Finding {
      let apart = abs(health.clock - now.milliseconds)
      return apart < 3_000
        ? Finding(
          .fine, "database-clock", zh: "与数据库服务器的时钟相差 \(apart) 毫秒",
          en: "the clock is \(apart) ms from the database server's")
        : Finding(
          .bad, "database-clock", zh: "与数据库服务器的时钟相差 \(apart / 1_000) 秒",
          en: "the clock is \(apart / 1_000) s from the database server's",
          todo: Words(
            zh: "给所有服务器对时（NTP）：审计按时钟排先后",
            en: "let all servers keep time by NTP: the audit orders acts by their clocks"))
    }

    /// What this program can say of copies that others make: nothing.
    private static let copies = Finding(
      .warning, "backup", zh: "PostgreSQL 的备份不由本程序做，也看不到做没做",
      en: "backups of PostgreSQL are not made by this program, nor can it see whether they are",
      todo: Words(
        zh: "请数据库管理员做 pg_dump 或连续归档，并试着恢复一次",
        en: "have the database's keeper run pg_dump or archive its log, and try a restore once"))
  #endif
}
