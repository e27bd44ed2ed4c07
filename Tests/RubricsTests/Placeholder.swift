import Rubrics
