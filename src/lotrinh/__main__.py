import sys

from lotrinh.config.cli import main

sys.exit(main())
