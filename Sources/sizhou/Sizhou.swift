import ArgumentParser



@main struct Sizhou: ParsableCommand { func run() { print("hi") } }
