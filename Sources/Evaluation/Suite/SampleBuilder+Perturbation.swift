extension SampleBuilder {
  /// The change that a record is meant with; `nil` for the row as it is.
  func change(_ record: DataRecord) -> PerturbSection.Change? {
    guard let variants = suite.perturb?.variants, variants.indices.contains(record.variant) else {
      return nil
    }
    return variants[record.variant]
  }

  /// What a sample's id has behind its row's.
  func suffix(_ record: DataRecord) -> String {
    change(record).map { "~\($0.name)" } ?? ""
  }

  /// A row with its field changed; a placeholder `[CANARY]` in it is replaced before.
  func perturbed(_ record: DataRecord, id: String) throws(Failure) -> DataRecord {
    guard let perturb = suite.perturb else { return record }
    guard let index = record.members.firstIndex(where: { $0.name == perturb.field }),
      case .string(let text) = record.members[index].value
    else {
      throw Failure(
        .badData, "the row has no text in the field \"\(perturb.field)\", which perturb changes",
        at: record.place(perturb.field),
        remedy: Spelling.remedy(perturb.field, among: record.names, called: "row's fields"))
    }
    var record = record
    var changed = text
    if hasCanary {
      let canary = SampleIdentity.canary(id, suite: suite.id, seed: seed)
      changed = changed.replacing("[CANARY]", with: canary)
      guard change(record) == nil || changed.contains(canary) else {
        throw Failure(
          .badData, "the field has no [CANARY] that could come out",
          at: record.place(perturb.field),
          remedy: "Write [CANARY] where the canary belongs.")
      }
    }
    switch change(record) {
    case .mutation(let mutation)?:
      changed = try mutation.apply(changed, sample: id, seed: seed)
    case .table(_, let substitution, _)?: changed = substitution.apply(changed)
    case nil: break
    }
    record.members[index].value = .string(changed)
    return record
  }
}
