// Symmetric positive definite systems of equations, by Cholesky's decomposition.

/// The lower triangle L of a matrix L x L', row by row.
struct Cholesky {
  let size: Int
  private var lower: [Double]

  /// Nil where the matrix is not clearly positive definite; only its lower triangle is read.
  init?(_ matrix: [Double], size: Int) {
    self.size = size
    lower = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = lower[row * size + column]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        if row == column {
          guard sum > 1e-9 * matrix[row * size + row], sum > 0 else { return nil }
          lower[row * size + row] = sum.squareRoot()
        } else {
          lower[row * size + column] = sum / lower[column * size + column]
        }
      }
    }
  }

  /// The x of matrix x = `right`.
  func solve(_ right: [Double]) -> [Double] {
    var x = forward(right)
    for row in stride(from: size - 1, through: 0, by: -1) {
      for k in row + 1..<max(size, row + 1) { x[row] -= lower[k * size + row] * x[k] }
      x[row] /= lower[row * size + row]
    }
    return x
  }

  /// `right`' x inverse x `right`.
  func form(_ right: [Double]) -> Double { forward(right).reduce(0) { $0 + $1 * $1 } }

  private func forward(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<size {
      for k in 0..<row { x[row] -= lower[row * size + k] * x[k] }
      x[row] /= lower[row * size + row]
    }
    return x
  }
}
