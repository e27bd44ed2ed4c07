// The roof: every command, and the only place where a store, a key, a clock and a port meet.

import ArgumentParser

@main
struct Sizhou: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sizhou",
    abstract: "思州：竞赛评分、技能考核、证书核验与创业跟踪 / contests, exams, certificates and what became of the winners.",
    subcommands: [
      DemoCommand.self, ServeCommand.self, RubricCommand.self, TallyCommand.self, AgreementCommand.self,
      CertificateCommand.self, ImportCommand.self, PublishCommand.self, PublicationCommand.self,
      EventCommand.self, UserCommand.self, BackupCommand.self,
      RestoreCommand.self,
      KeyCommand.self, AuditCommand.self, DoctorCommand.self,
      DrawPapers.self, BenchRanking.self, BenchRubrics.self, BenchCertificates.self, BenchEvent.self,
    ])
}
