from timeback.cli import main

main()
