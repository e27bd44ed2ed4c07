// What the acts of the audit are called.

internal import Basics

extension AuditPage {
  /// An act in words; its own name where it has none here.
  static func title(ofAct act: String) -> Words {
    titles[act] ?? Words(zh: act, en: act)
  }

  static func title(ofGroup group: String) -> Words {
    groups[group] ?? Words(zh: group, en: group)
  }

  private static let groups: [String: Words] = [
    "account": Words(zh: "账户", en: "accounts"), "assignment": Words(zh: "执裁安排", en: "assignments"),
    "audit": Words(zh: "审计", en: "audit"), "certificate": Words(zh: "证书", en: "certificates"),
    "code": Words(zh: "抽取编码", en: "drawing codes"), "codes": Words(zh: "查看编码", en: "looking at codes"),
    "decision": Words(zh: "裁定", en: "decisions"), "division": Words(zh: "组别", en: "divisions"),
    "entry": Words(zh: "作品", en: "entries"), "event": Words(zh: "活动", en: "events"),
    "exam": Words(zh: "考核判定", en: "exams decided"), "identity": Words(zh: "身份核验", en: "identity checks"),
    "judge": Words(zh: "评委", en: "judges"), "key": Words(zh: "密钥", en: "keys"),
    "late": Words(zh: "迟到评分表的处理", en: "late sheets decided"),
    "observation": Words(zh: "时间记录", en: "observations"),
    "participation": Words(zh: "参赛参考", en: "who takes part"), "person": Words(zh: "人员", en: "people"),
    "pin": Words(zh: "PIN 错误", en: "wrong PINs"), "placement": Words(zh: "就业", en: "placements"),
    "retake": Words(zh: "补考", en: "retakes"), "round": Words(zh: "轮次锁定", en: "rounds locked"),
    "scheme": Words(zh: "扶持政策", en: "schemes"), "sheet": Words(zh: "评分表", en: "sheets"),
    "sheets": Words(zh: "生成评分表", en: "making sheets"), "shop": Words(zh: "门店", en: "shops"),
    "sign-in": Words(zh: "登录", en: "sign-ins"), "sign-out": Words(zh: "退出", en: "sign-outs"),
    "store": Words(zh: "数据库", en: "the records"), "support": Words(zh: "扶持", en: "support"),
    "visit": Words(zh: "回访", en: "visits"),
  ]

  private static let titles: [String: Words] = [
    "account.add": Words(zh: "新增账户", en: "an account was added"),
    "account.password": Words(zh: "更换口令", en: "a password was changed"),
    "account.roles": Words(zh: "更改角色", en: "roles were changed"),
    "account.enable": Words(zh: "启用账户", en: "an account was let in again"),
    "account.disable": Words(zh: "停用账户", en: "an account was shut out"),
    "assignment.add": Words(zh: "安排执裁", en: "a judge was assigned"),
    "assignment.revoke": Words(zh: "撤回执裁", en: "an assignment was taken back"),
    "certificate.issue": Words(zh: "签发证书", en: "a certificate was issued"),
    "certificate.supersede": Words(zh: "换发证书", en: "a certificate was replaced"),
    "code.draw": Words(zh: "抽取编码", en: "a code was drawn"),
    "codes.show": Words(zh: "查看编码对照表", en: "the list of codes was looked at"),
    "decision.add": Words(zh: "作出裁定", en: "a decision was made"),
    "division.set": Words(zh: "设定组别", en: "a division was set"),
    "entry.status": Words(zh: "更改作品状态", en: "an entry's state was changed"),
    "event.add": Words(zh: "新建活动", en: "an event was made"),
    "event.publish": Words(zh: "公布成绩", en: "results were published"),
    "event.state": Words(zh: "更改活动状态", en: "an event's state was changed"),
    "exam.decide": Words(zh: "判定考核", en: "an exam was decided"),
    "identity.check": Words(zh: "核验身份", en: "an identity was checked"),
    "judge.add": Words(zh: "新增评委", en: "a judge was added"),
    "judge.renew": Words(zh: "换评委卡", en: "a judge got a new card"),
    "judge.restore": Words(zh: "恢复评委", en: "a judge was let in again"),
    "judge.revoke": Words(zh: "停用评委", en: "a judge was shut out"),
    "key.backup": Words(zh: "抄写恢复码", en: "the recovery code was shown"),
    "key.rotate": Words(zh: "更换签名密钥", en: "a new signing key began"),
    "late.admit": Words(zh: "采纳迟到评分表", en: "a late sheet was admitted"),
    "late.refuse": Words(zh: "不采纳迟到评分表", en: "a late sheet was refused"),
    "participation.add": Words(zh: "登记参赛参考", en: "somebody was entered"),
    "person.add": Words(zh: "登记人员", en: "a person was recorded"),
    "person.erase": Words(zh: "删除个人信息", en: "personal data were erased"),
    "person.merge": Words(zh: "合并人员", en: "two records of a person were joined"),
    "pin.refuse": Words(zh: "PIN 不对", en: "a wrong PIN"),
    "round.lock": Words(zh: "锁定轮次", en: "a round was locked"),
    "round.unlock": Words(zh: "重开轮次", en: "a round was opened again"),
    "sheet.revise": Words(zh: "评分表新版本", en: "a sheet got a new revision"),
    "sheet.sign": Words(zh: "签名", en: "a sheet was signed"),
    "sheet.reopen": Words(zh: "重开评分表", en: "a sheet was opened again"),
    "sheet.late": Words(zh: "评分表留待处理", en: "a sheet waits for a decision"),
    "sheets.create": Words(zh: "生成评分表", en: "sheets were made"),
    "shop.open": Words(zh: "登记门店", en: "a shop was recorded"),
    "sign-in.staff": Words(zh: "工作人员登录", en: "staff signed in"),
    "sign-in.judge": Words(zh: "评委登录", en: "a judge signed in"),
    "sign-in.refuse": Words(zh: "登录被拒", en: "a sign-in was refused"),
    "sign-out": Words(zh: "退出登录", en: "signed out"),
    "store.backup": Words(zh: "备份", en: "a backup was made"),
    "store.restore": Words(zh: "由备份恢复", en: "restored from a backup"),
    "store.make": Words(zh: "建立数据库", en: "the records were begun"),
  ]
}
