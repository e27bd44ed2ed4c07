@testable import RubricFiles
