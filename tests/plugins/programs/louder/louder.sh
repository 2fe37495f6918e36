sed 's|<em\([ >]\)|<strong\1|g; s|</em>|</strong>|g'
