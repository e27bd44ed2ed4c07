// The records examined from inside: evidence, personal data, papers, backups, the clock, and the address on certificates.

public import Basics
internal import Certificates
internal import Records
public import SQL

/// Looks at a store on one snapshot; nothing is changed.
public struct ExamineStore: Sendable {
  /// The vault of the installation; nil where its key is missing.
  public var vault: (any PersonalVault)?
  public var now: Instant
  public var isSample: Bool
  /// Automatic copies are made.
  public var isAutomatic: Bool

  public init(vault: (any PersonalVault)?, now: Instant, isSample: Bool, isAutomatic: Bool) {
    self.vault = vault
    self.now = now
    self.isSample = isSample
    self.isAutomatic = isAutomatic
  }

  /// - Parameter audit: what checking the audit found.
  public func callAsFunction(audit: AuditCheck, in transaction: any SQLTransaction) throws -> [Finding] {
    var findings = [Self.evidence(audit)]
    findings.append(try clock(in: transaction))
    findings.append(try personalData(in: transaction))
    findings.append(try papers(in: transaction))
    if !isSample {
      findings.append(try backups(in: transaction))
      findings.append(try codes(in: transaction))
      findings += try addresses(in: transaction)
    }
    return findings
  }

  private static func evidence(_ audit: AuditCheck) -> Finding {
    guard let first = audit.faults.first else {
      return Finding(
        .fine, "audit", zh: "审计链完好，\(audit.report.entries) 条",
        en: "the audit is sound, \(audit.report.entries) entries")
    }
    return Finding(
      .bad, "audit", zh: "审计发现 \(audit.faults.count) 处改动：\(first.words.zh)",
      en: "the audit shows \(audit.faults.count) changes: \(first.words.en)",
      todo: Words(
        zh: "运行 sizhou audit verify 看全部；不要再公布成绩，请监督员查看，必要时恢复最近的备份",
        en:
          "see all with `sizhou audit verify`; publish nothing, call the supervisor, and restore the last backup if need be"
      ))
  }

  /// A minute of grace: a server at work adds entries while this one looks.
  private func clock(in transaction: any SQLTransaction) throws -> Finding {
    let row = try transaction.first("SELECT MAX(at) AS at FROM audit_entry")
    guard let last = try row?.optionalInteger("at"), now.adding(seconds: 60) < Instant(milliseconds: last)
    else {
      return Finding(.fine, "clock", zh: "时钟 \(now.localText)", en: "the clock says \(now.utcText)")
    }
    return Finding(
      isSample ? .warning : .bad, "clock",
      zh: "时钟 \(now.localText) 早于最后一条记录 \(Instant(milliseconds: last).localText)",
      en:
        "the clock says \(now.utcText), which is before the newest entry, \(Instant(milliseconds: last).utcText)",
      todo: Words(zh: "校准这台电脑的时间", en: "set this machine's clock"))
  }

  private func personalData(in transaction: any SQLTransaction) throws -> Finding {
    let rows = try transaction.run(
      "SELECT id, person_key, id_cipher, id_hash, hash_key FROM person WHERE id_cipher IS NOT NULL AND person_key IS NOT NULL ORDER BY id"
    )
    guard !rows.isEmpty else {
      return Finding(.fine, "personal-data", zh: "没有加密的个人信息", en: "there are no sealed personal data")
    }
    guard let vault else {
      return Finding(
        .bad, "personal-data", zh: "没有密钥，\(rows.count) 人的证件号打不开",
        en: "there is no key: the identity numbers of \(rows.count) people do not open",
        todo: Words(zh: "sizhou key restore，输入恢复码", en: "run `sizhou key restore` and type the recovery code")
      )
    }
    let closed = try rows.filter { row in
      guard
        let number = try? vault.open(
          try row.blob("id_cipher"), under: try row.blob("person_key"), context: "id")
      else { return true }
      let hash = try row.optionalText("id_hash")
      return hash != nil && hash != vault.keyedHash(number, purpose: "id")
    }
    guard let first = closed.first else {
      return Finding(
        .fine, "personal-data", zh: "\(rows.count) 人的证件号都能打开",
        en: "the identity numbers of \(rows.count) people open")
    }
    return Finding(
      .bad, "personal-data", zh: "\(closed.count) 人的证件号打不开，例如 \(try first.text("id"))",
      en: "the identity numbers of \(closed.count) people do not open, such as \(try first.text("id"))",
      todo: Words(
        zh: "密钥不对就用恢复码换回；只有个别人打不开，从备份核对那几行",
        en:
          "if the key is another, restore it from the code; if only a few fail, compare those rows with a backup"
      ))
  }

  /// Papers that no certificate bears: left behind where an issue was interrupted.
  private func papers(in transaction: any SQLTransaction) throws -> Finding {
    let row = try transaction.first(
      "SELECT COUNT(*) AS n FROM certificate_paper p WHERE NOT EXISTS (SELECT 1 FROM certificate c WHERE c.pdf_sha256 = p.sha256)"
    )
    let count = try row?.integer("n") ?? 0
    return count == 0
      ? Finding(.fine, "papers", zh: "每份证书文件都有登记", en: "every paper belongs to a certificate")
      : Finding(
        .warning, "papers", zh: "\(count) 份证书文件没有登记，大概是发证中断留下的",
        en: "\(count) papers belong to no certificate, left by an interrupted issue",
        todo: Words(zh: "不影响使用；再发一次证即可", en: "harmless; issue again and they are used or stay unused"))
  }

  private func backups(in transaction: any SQLTransaction) throws -> Finding {
    let standing = try Backups.standing(in: transaction)
    if let warning = standing.warning(isAutomatic: isAutomatic, now: now) {
      return Finding(.warning, "backup", zh: warning.zh, en: warning.en)
    }
    guard let last = standing.last else {
      return Finding(.warning, "backup", zh: "还没有备份", en: "there is no backup yet")
    }
    return Finding(
      .fine, "backup", zh: "最近一次备份 \(last.localText)", en: "the last backup is of \(last.utcText)")
  }

  private func codes(in transaction: any SQLTransaction) throws -> Finding {
    let printed = try transaction.storeFact("key-backup").flatMap { try? JSON(parsing: $0) }?["key"]?.string
    let keys = try transaction.storeFact("keyring").flatMap(KeyRing.claimed)?.entries.map(\.key) ?? []
    // One key may have several names: what counts is the key.
    let own = keys.first { $0.id == printed }?.publicKey
    guard printed != nil, keys.isEmpty || own == keys.last?.publicKey else {
      return Finding(
        .warning, "recovery-code", zh: "现在的密钥还没有印过恢复码",
        en: "no recovery code was printed for the present keys",
        todo: Words(zh: "运行 sizhou key backup，抄在纸上锁好", en: "run `sizhou key backup` and lock the paper away"))
    }
    return Finding(.fine, "recovery-code", zh: "恢复码已印过", en: "a recovery code was printed")
  }

  /// Addresses on papers that nobody outside can open.
  private func addresses(in transaction: any SQLTransaction) throws -> [Finding] {
    let rows = try transaction.run(
      "SELECT proof FROM certificate WHERE sample = 0 ORDER BY issued DESC LIMIT 2000")
    var counts: [String: Int] = [:]
    for row in rows {
      let address = (try? JSON(parsing: try row.text("proof")))?["issuer"]?["url"]?.string ?? ""
      if isPrivateAddress(address) { counts[address, default: 0] += 1 }
    }
    guard let (address, count) = counts.max(by: { $0.value < $1.value }) else { return [] }
    return [
      Finding(
        .warning, "address", zh: "\(count) 份证书的二维码指向 \(address.isEmpty ? "没有网址" : address)，外面的人打不开",
        en:
          "the QR of \(count) certificates points to \(address.isEmpty ? "no address" : address), which nobody outside can open",
        todo: Words(
          zh: "启动服务时用 --public-url 写明对外的网址，再发证；已发的可用证书文件核验",
          en:
            "serve with --public-url and the public address before issuing; papers already issued can be checked from their files"
        ))
    ]
  }
}

/// Whether an address leads nowhere for people outside: empty, loopback, a private network, or a local name.
public func isPrivateAddress(_ address: String) -> Bool {
  guard let start = address.range(ofScheme: "://") else { return true }
  var host = address[start...].prefix { $0 != "/" }
  if host.hasPrefix("[") { return true }
  host = host.prefix { $0 != ":" }
  let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
  if numbers.count == 4, let a = numbers[0], let b = numbers[1] {
    return a == 10 || a == 127 || a == 0 || (a == 192 && b == 168) || (a == 172 && (16...31).contains(b))
      || (a == 169 && b == 254) || (a == 100 && (64...127).contains(b))
  }
  return !host.contains(".") || host.hasSuffix(".local") || host.hasSuffix(".lan")
}

extension String {
  fileprivate func range(ofScheme mark: String) -> Index? {
    ranges(of: mark).first?.upperBound
  }
}
