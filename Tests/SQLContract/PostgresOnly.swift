// What only PostgreSQL has to be held to: passwords in addresses, chains of several processes, and news between them.

#if POSTGRESQL
  import PostgresEngine
  import SQL
  import TestStores
  import Testing

  @Suite("Addresses of PostgreSQL databases")
  struct PostgresAddresses {
    static let secret = "geheim-42"

    @Test("What is shown names host, port and database, never user or password")
    func shown() throws {
      let address = try PostgresAddress(
        "postgresql://chef:\(Self.secret)@db.example:5433/sizhou?sslmode=require")
      #expect("\(address)" == "db.example:5433/sizhou")
      #expect(!address.isLocal)
    }

    @Test(
      "The address without its password still says everything else",
      arguments: [
        ("postgresql://chef:\(secret)@db:5433/a", "postgresql://chef@db:5433/a"),
        ("postgresql:///a?host=/tmp&password=\(secret)&user=chef", "postgresql:///a?host=/tmp&user=chef"),
        ("postgres://db/a?sslmode=verify-full", "postgres://db/a?sslmode=verify-full"),
      ])
    func withoutPassword(full: String, bare: String) throws {
      #expect(try PostgresAddress(full).withoutPassword == bare)
    }

    @Test(
      "What is no address is refused without repeating it",
      arguments: [
        "mysql://a:\(secret)@b/c", "postgresql://a:\(secret)%zz@b/c", "postgresql://a:\(secret)@[b/c",
      ])
    func refused(text: String) {
      do {
        _ = try PostgresAddress(text)
        Issue.record("accepted")
      } catch {
        #expect(!"\(error)".contains(Self.secret))
      }
    }

    @Test("A server that is not there is named in the message, the password is not")
    func unreachable() throws {
      let address = try PostgresAddress("postgresql://chef:\(Self.secret)@127.0.0.1:1/sizhou")
      do {
        _ = try PostgresEngine(address)
        Issue.record("opened")
      } catch {
        #expect(!"\(error)".contains(Self.secret))
        #expect("\(error)".contains("127.0.0.1"))
      }
    }
  }

  @Suite("PostgreSQL", .enabled(if: TestStore.database != nil, "SIZHOU_TEST_DATABASE is not set"))
  struct PostgresOnly {
    @Test(
      "Every writing process has an audit chain of its own, and a later one takes up a chain that is free")
    func chains() async throws {
      let store = try await ContractStore().withTable()
      let first = try await store.engine.write { $0.chain }
      let other = try store.store.again()
      let second = try await other.write { $0.chain }
      #expect(first != second)
      (other as? PostgresEngine)?.close()
      // The server lets go of the chain when it has noticed.
      try await Task.sleep(for: .milliseconds(300))
      let third = try await store.store.again().write { $0.chain }
      #expect(third == second)
    }

    @Test("Whoever listens hears of another process's writes", .timeLimit(.minutes(1)))
    func othersChanges() async throws {
      let store = try await ContractStore().withTable()
      let stream = store.engine.changes()
      let other = try store.store.again()
      // The watcher first has to know what was there.
      try await Task.sleep(for: .milliseconds(600))
      try await other.write { _ = try $0.run("INSERT INTO pot (id, size) VALUES ('a', 1)") }
      var heard = false
      for await _ in stream {
        heard = true
        break
      }
      #expect(heard)
    }

    @Test("The server's own words on its safety can be read")
    func health() async throws {
      let store = try ContractStore()
      let health = try await (store.engine as? PostgresEngine)?.health()
      #expect(health?.synchronousCommit == "on")
      #expect(health?.isStandby == false)
    }
  }
#endif
