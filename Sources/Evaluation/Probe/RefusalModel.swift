import Foundation

/// Weighs the traits of an answer that refuses without saying so.
///
/// A logistic regression: the sum of the weights of what was found, and a constant. Its numbers are in
/// `RefusalWeights`, made by `scripts/fixtures/refusal_weights.py`.
enum RefusalModel {
  /// From here on an answer counts as a refusal: where as many are missed as are called so wrongly,
  /// each source judged by weights that never saw it.
  static let threshold = 0.45

  /// What was found in one answer.
  struct Reading: Sendable {
    /// From 0 to 1.
    var probability: Double
    /// The trait that speaks most for a refusal.
    var trait: RefusalTrait?
    /// The words that show it.
    var phrase: String
  }

  /// Weighs traits.
  ///
  /// - Parameter traits: The traits of an answer.
  /// - Returns: The probability of a refusal, with the trait that weighs most.
  static func read(_ traits: RefusalTraits) -> Reading {
    var sum = RefusalWeights.constant
    var heaviest: (trait: RefusalTrait, share: Double)?
    for trait in RefusalTrait.allCases {
      let share = (RefusalWeights.weights[trait] ?? 0) * (traits.values[trait] ?? 0)
      sum += share
      let isWorded = traits.evidence[trait]?.isEmpty == false
      if isWorded, share > heaviest?.share ?? 0 { heaviest = (trait, share) }
    }
    return Reading(
      probability: 1 / (1 + exp(-sum)), trait: heaviest?.trait,
      phrase: heaviest.flatMap { traits.evidence[$0.trait] } ?? "")
  }
}
