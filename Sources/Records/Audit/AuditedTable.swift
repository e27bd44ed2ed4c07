// Which tables the audit vouches for, row by row: their keys, and the columns that change only with an audit entry.

public import Basics

/// A table whose rows are digested into the audit entry of every act that changes them.
///
/// Left out are columns that move by themselves: wrong tries, the time of the last click, a sheet's newest revision
/// (which has an entry of its own kind), and tables that prove themselves, such as rubrics under their SHA-256.
public enum AuditedTable: String, Hashable, Sendable, CaseIterable {
  case account, assignment, certificate, decision, division, entry, event, judge, observation, participation,
    person,
    placement, publication, retake, scheme, shop, visit
  case certificateStatus = "certificate_status"
  case examGate = "exam_gate"
  case identityCheck = "identity_check"
  case jobCount = "job_count"
  case lateSheet = "late_sheet"
  case paperReading = "paper_reading"
  case sheetExcuse = "sheet_excuse"
  /// Sheets of the machine panel, made one by one; all others are made by `sheets.create`.
  case machineSheet = "machine_sheet"
  case personMerge = "person_merge"
  case publicationPart = "publication_part"
  case resultSet = "result_set"
  case roleGrant = "role_grant"
  case shopStage = "shop_stage"
  case signIn = "sign_in"
  case storeFact = "store_fact"
  case supportCase = "support_case"
  case supportStep = "support_step"

  /// The table's name in the store.
  var source: String { self == .machineSheet ? "sheet" : rawValue }

  /// The schema that brought the table.
  var since: Int { self == .sheetExcuse || self == .paperReading ? 3 : 1 }

  /// Columns that name a row, in order.
  var key: [String] {
    switch self {
    case .assignment: ["judge", "panel", "entry", "round"]
    case .certificate: ["number"]
    case .certificateStatus: ["number", "sequence"]
    case .examGate: ["participation", "revision", "gate"]
    case .lateSheet: ["write_id"]
    case .personMerge: ["merged"]
    case .publicationPart: ["publication", "result_set"]
    case .signIn: ["token_hash"]
    case .storeFact: ["name"]
    case .supportStep: ["support_case", "position"]
    default: ["id"]
    }
  }

  /// What is digested.
  var columns: [String] {
    switch self {
    case .account: Self.words("id login name password must_change state created")
    case .assignment: Self.words("judge panel entry round revoked")
    case .certificate:
      Self.words(
        "number kind event participation cause edition facts credential_id credential pdf_sha256 proof secret key_id issuer issued sample"
      )
    case .certificateStatus: Self.words("number sequence state at actor reason superseded_by")
    case .decision:
      Self.words(
        "id event division entry round panel item decision value decided_by reason decided superseded_by")
    case .division: Self.words("id event position title_zh title_en rubric_sha256")
    case .entry: Self.words("id participation event division code lot status")
    case .event:
      Self.words("id series region office kind title_zh title_en day state settings sample created")
    case .examGate:
      Self.words(
        "participation revision position gate title_zh title_en minimum state value carried_from decided_by decided"
      )
    case .identityCheck: Self.words("id participation result document checked_by checked note")
    case .jobCount: Self.words("id shop visit day people evidence recorded_by recorded")
    case .judge: Self.words("id event name unit person token_hash pin_hash revoked")
    case .lateSheet:
      Self.words(
        "write_id sheet cause marks hash body_hash device sequence received saved_wall remarks written_by state decided_by decided reason"
      )
    case .machineSheet: Self.words("id event division entry round run panel judge")
    case .observation:
      Self.words(
        "id event division entry round run item start finish note observed_by observed superseded_by")
    case .paperReading: Self.words("id sheet pass way marks hash entered_by entered ended")
    case .participation:
      Self.words("id person event division number unit work status identity_checked")
    case .person:
      Self.words(
        "id region name person_key id_cipher id_hash id_masked phone_cipher hash_key sample created erased")
    case .personMerge: Self.words("merged kept moved reason merged_by at")
    case .placement:
      Self.words(
        "id region person participation kind employer post place started evidence recorded_by recorded")
    case .publication:
      Self.words("id event number document document_sha256 published published_by notice_until reason")
    case .publicationPart: Self.words("publication result_set")
    case .resultSet:
      Self.words(
        "id event division rubric_sha256 sheets entries decisions revisions ranking ranking_sha256 state computed computed_by superseded_by reason"
      )
    case .retake: Self.words("id participation gate sat_as until registered_by registered")
    case .roleGrant: Self.words("id account role region office event")
    case .scheme:
      Self.words(
        "id region title_zh title_en kind limit_fen limit_months valid_from valid_to source one_off rivals months_open people_needed"
      )
    case .sheetExcuse: Self.words("id sheet kind reason excused_by excused ended")
    case .shop: Self.words("id region name person participation place sample recorded_by recorded")
    case .shopStage: Self.words("id shop stage day paper evidence recorded_by recorded replaces note")
    case .signIn: Self.words("token_hash account judge device created expires")
    case .storeFact: Self.words("name value")
    case .supportCase: Self.words("id scheme person shop months recorded")
    case .supportStep:
      Self.words("support_case position kind day amount_fen decided_by reason paper recorded")
    case .visit: Self.words("id shop month day visited_by way found needs recorded")
    }
  }

  /// Rows of the source that belong here; nil for all.
  var condition: String? {
    switch self {
    case .machineSheet: "judge LIKE 'machine-%'"
    case .storeFact: "name IN ('id', 'formerly', 'keyring', 'salt')"
    default: nil
    }
  }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

extension AuditedTable {
  /// The table's name for people.
  public var title: Words {
    switch self {
    case .account: Words(zh: "账户", en: "account")
    case .assignment: Words(zh: "评委分配", en: "assignment of a judge")
    case .certificate: Words(zh: "证书", en: "certificate")
    case .certificateStatus: Words(zh: "证书状态", en: "status of a certificate")
    case .decision: Words(zh: "裁定", en: "decision")
    case .division: Words(zh: "组别", en: "division")
    case .entry: Words(zh: "作品编码", en: "entry and its code")
    case .event: Words(zh: "活动", en: "event")
    case .examGate: Words(zh: "考核判定", en: "decided gate of an exam")
    case .identityCheck: Words(zh: "证件核对", en: "identity check")
    case .jobCount: Words(zh: "就业人数", en: "count of jobs")
    case .judge: Words(zh: "评委", en: "judge")
    case .lateSheet: Words(zh: "迟到的评分表", en: "late sheet")
    case .machineSheet: Words(zh: "理论成绩表", en: "sheet of theory marks")
    case .observation: Words(zh: "现场记录", en: "observation")
    case .paperReading: Words(zh: "纸质评分表的录入", en: "typing of a paper sheet")
    case .participation: Words(zh: "参赛或参考记录", en: "participation")
    case .person: Words(zh: "人员", en: "person")
    case .personMerge: Words(zh: "合并的人员记录", en: "joined record of a person")
    case .placement: Words(zh: "就业记录", en: "placement")
    case .publication: Words(zh: "公布", en: "publication")
    case .publicationPart: Words(zh: "公布所含的成绩", en: "part of a publication")
    case .resultSet: Words(zh: "成绩", en: "result set")
    case .retake: Words(zh: "补考", en: "retake")
    case .roleGrant: Words(zh: "角色", en: "role of an account")
    case .scheme: Words(zh: "政策", en: "scheme of support")
    case .sheetExcuse: Words(zh: "评分表的说明", en: "explanation of a sheet")
    case .shop: Words(zh: "门店", en: "shop")
    case .shopStage: Words(zh: "门店阶段", en: "stage of a shop")
    case .signIn: Words(zh: "登录", en: "sign-in")
    case .storeFact: Words(zh: "数据库标识", en: "fact of the store")
    case .supportCase: Words(zh: "扶持申请", en: "case of support")
    case .supportStep: Words(zh: "扶持步骤", en: "step of a case of support")
    case .visit: Words(zh: "回访", en: "visit")
    }
  }
}
